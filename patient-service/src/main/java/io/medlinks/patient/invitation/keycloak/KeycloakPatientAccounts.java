package io.medlinks.patient.invitation.keycloak;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.medlinks.patient.invitation.PatientAccounts;
import io.medlinks.platform.identity.RealmAdmin;
import io.medlinks.platform.identity.RealmAdmin.Answer;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Patients' accounts in Keycloak. The service's own account sees, makes and manages
 * members of the group of patients and nobody else.
 */
@Component
class KeycloakPatientAccounts implements PatientAccounts {

	private static final String GROUP = "/patients";

	/** The client whose name and address the mail and the last page show. */
	private static final String CLIENT = "medlinks-web";

	private final RealmAdmin realm;

	KeycloakPatientAccounts(RealmAdmin realm) {
		this.realm = realm;
	}

	@Override
	public boolean isAvailable() {
		return this.realm.isConfigured();
	}

	@Override
	public Mono<PatientAccount> findOrMake(WantedAccount wanted) {
		return existing(wanted).switchIfEmpty(Mono.defer(() -> make(wanted)));
	}

	private Mono<PatientAccount> existing(WantedAccount wanted) {
		return made(wanted).switchIfEmpty(Mono.defer(() -> known(wanted)));
	}

	private Mono<PatientAccount> made(WantedAccount wanted) {
		return find("/users?exact=true&username={name}", wanted.username()).next()
			.map((user) -> new PatientAccount(id(user), true, user.path("emailVerified").asBoolean()));
	}

	/**
	 * An address that was changed in an account and not verified says nothing about whose
	 * it is; one of an account that nobody could use yet is where the link goes.
	 */
	private Mono<PatientAccount> known(WantedAccount wanted) {
		return find("/users?exact=true&email={email}", wanted.email())
			.filter((user) -> user.path("email").asString().equalsIgnoreCase(wanted.email()))
			.next()
			.flatMap((user) -> user.path("emailVerified").asBoolean()
					? Mono.just(new PatientAccount(id(user), false, true))
					: credentials(id(user)).filter((credentials) -> credentials == 0)
						.map((_) -> new PatientAccount(id(user), false, false)));
	}

	private Mono<Integer> credentials(String id) {
		return this.realm.call(HttpMethod.GET, "/users/{id}/credentials", null, id)
			.flatMap((answer) -> answer.isSuccess() ? Mono.just(answer.body().size())
					: Mono.error(() -> answer.failure("read how somebody signs in")));
	}

	/**
	 * A conflict may be with what an attempt before made, whose answer came too late or
	 * never. Nothing where the address is somebody's whom this service must not see, or
	 * is none that Keycloak takes.
	 */
	private Mono<PatientAccount> make(WantedAccount wanted) {
		Map<String, Object> user = Map.of("username", wanted.username(), "email", wanted.email(), "firstName",
				plain(wanted.firstName()), "lastName", plain(wanted.lastName()), "enabled", true, "emailVerified",
				false, "groups", List.of(GROUP), "attributes", Map.of("locale", List.of(wanted.language())));
		return this.realm.call(HttpMethod.POST, "/users", user).flatMap((answer) -> switch (answer.status().value()) {
			case 201 -> Mono.just(new PatientAccount(id(answer), true, false));
			case 409 -> existing(wanted);
			case 400 -> Mono.empty();
			default -> Mono.error(() -> answer.failure("make an account"));
		});
	}

	@Override
	public Mono<Void> mailLink(String patientId, Duration goodFor) {
		return this.realm
			.call(HttpMethod.PUT, "/users/{id}/execute-actions-email?client_id={client}&lifespan={seconds}",
					List.of("VERIFY_EMAIL", "UPDATE_PASSWORD"), patientId, CLIENT, goodFor.toSeconds())
			.flatMap((answer) -> answer.isSuccess() ? Mono.empty() : Mono.error(() -> answer.failure("mail a link")));
	}

	private Flux<JsonNode> find(String path, String value) {
		return this.realm.call(HttpMethod.GET, path, null, value).flatMapIterable((answer) -> {
			if (!answer.isSuccess()) {
				throw new IllegalStateException("Accounts cannot be searched: " + answer.status().value());
			}
			return answer.body();
		});
	}

	/** Without the characters that Keycloak refuses in names. */
	private static String plain(String name) {
		return name.replaceAll("[<>&\"$%!#?§;*~/\\\\|^=\\[\\]{}()\\p{Cntrl}]+", " ").strip();
	}

	private static String id(JsonNode user) {
		return user.path("id").asString();
	}

	private static String id(Answer answer) {
		String location = answer.location();
		if (location == null) {
			throw new IllegalStateException("An account was made and has no address");
		}
		String path = URI.create(location).getPath();
		return path.substring(path.lastIndexOf('/') + 1);
	}

}

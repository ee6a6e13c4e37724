package io.medlinks.doctor.profile.keycloak;

import io.medlinks.doctor.profile.RoleKeeper;
import io.medlinks.platform.identity.RealmAdmin;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Members of the group of doctors have the role. The service's own account takes people
 * into that group and out of it, operators excepted, and can do nothing else.
 */
@Component
class KeycloakRoleKeeper implements RoleKeeper {

	/** The group's id, fixed in the realm. */
	private static final String GROUP = "9a000000-0000-4000-8000-000000000003";

	private static final String MEMBER = "/users/{id}/groups/{group}";

	private final RealmAdmin realm;

	KeycloakRoleKeeper(RealmAdmin realm) {
		this.realm = realm;
	}

	@Override
	public boolean isAvailable() {
		return this.realm.isConfigured();
	}

	@Override
	public Mono<Void> set(String accountId, boolean doctor) {
		return this.realm.call(doctor ? HttpMethod.PUT : HttpMethod.DELETE, MEMBER, null, accountId, GROUP)
			.flatMap((answer) -> answer.isSuccess() ? Mono.empty()
					: Mono.error(() -> answer.failure("make an account follow its approval")));
	}

}

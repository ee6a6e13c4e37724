package io.medlinks.testing.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.medlinks.local.identity.CodeFlow;
import io.medlinks.testing.identity.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the services' own accounts may do in a real realm, and what they may not.
 */
class RealmPermissionsIT {

	private static final String PATIENT_SERVICE = "medlinks-patient-service";

	private static final String DOCTOR_SERVICE = "medlinks-doctor-service";

	private static final String ACCOUNTS = "9a000000-0000-4000-8000-000000000001";

	private static final String PATIENTS = "9a000000-0000-4000-8000-000000000002";

	private static final String DOCTORS = "9a000000-0000-4000-8000-000000000003";

	private static final String OPERATORS = "9a000000-0000-4000-8000-000000000004";

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String mark = UUID.randomUUID().toString().substring(0, 8);

	@Test
	void patientServiceMakesPatientsAndNobodyElse() throws Exception {
		assertThat(makes("[\"/patients\"]")).isEqualTo(201);
		assertThat(makes("[]")).isEqualTo(403);
		for (String groups : List.of("[\"/operators\"]", "[\"/doctors\"]", "[\"/patients\", \"/operators\"]",
				"[\"/patients\", \"/doctors\"]")) {
			assertThat(makes(groups)).as(groups).isGreaterThanOrEqualTo(400);
			assertThat(found("username=" + name(groups))).as(groups).isEmpty();
		}
	}

	@Test
	void rolesThatAreSentAlongAreNotGiven() throws Exception {
		String name = "r-" + this.mark;
		HttpResponse<String> made = call(PATIENT_SERVICE, "POST", "/users",
				"""
						{"username": "%s", "email": "%s@example.org", "emailVerified": true, "firstName": "Rui", "lastName": "Sá",
						"enabled": true, "groups": ["/patients"], "realmRoles": ["operator"],
						"clientRoles": {"realm-management": ["realm-admin"]},
						"credentials": [{"type": "password", "value": "medlinks"}]}"""
					.formatted(name, name));
		assertThat(made.statusCode()).isEqualTo(201);
		assertThat(roles(name)).contains("patient").doesNotContain("doctor", "operator");
	}

	@Test
	void patientServiceSeesPatientsOnly() throws Exception {
		assertThat(found("email=patient1@example.org")).hasSize(1);
		assertThat(found("email=doctor1@example.org")).isEmpty();
		assertThat(found("email=operator1@example.org")).isEmpty();
		assertThat(call(PATIENT_SERVICE, "GET", "/users/" + Account.ANA.id(), "").statusCode()).isEqualTo(200);
		for (Account other : List.of(Account.MARTA, Account.OLGA)) {
			String user = "/users/" + other.id();
			assertThat(call(PATIENT_SERVICE, "GET", user, "").statusCode()).isEqualTo(403);
			assertThat(call(PATIENT_SERVICE, "PUT", user, "{\"lastName\": \"X\"}").statusCode()).isEqualTo(403);
			assertThat(call(PATIENT_SERVICE, "DELETE", user, "").statusCode()).isEqualTo(403);
			assertThat(call(PATIENT_SERVICE, "PUT", user + "/reset-password",
					"{\"type\": \"password\", \"value\": \"guessed-it\"}")
				.statusCode()).isEqualTo(403);
			assertThat(
					call(PATIENT_SERVICE, "PUT", user + "/execute-actions-email", "[\"UPDATE_PASSWORD\"]").statusCode())
				.isEqualTo(403);
			assertThat(call(PATIENT_SERVICE, "PUT", user + "/groups/" + PATIENTS, "").statusCode()).isEqualTo(403);
		}
	}

	@Test
	void doctorServiceMakesDoctorsOfPatientsAndOfNoOperator() throws Exception {
		String patient = "/users/" + Account.LEILA.id() + "/groups/";
		assertThat(call(DOCTOR_SERVICE, "PUT", patient + DOCTORS, "").statusCode()).isEqualTo(204);
		assertThat(roles("patient3")).contains("doctor", "patient");
		assertThat(call(DOCTOR_SERVICE, "DELETE", patient + DOCTORS, "").statusCode()).isEqualTo(204);
		assertThat(roles("patient3")).contains("patient").doesNotContain("doctor");
		String operator = "/users/" + Account.OLGA.id() + "/groups/";
		for (String group : List.of(ACCOUNTS, PATIENTS, DOCTORS, OPERATORS)) {
			assertThat(call(DOCTOR_SERVICE, "PUT", operator + group, "").statusCode()).isEqualTo(403);
			assertThat(call(DOCTOR_SERVICE, "DELETE", operator + group, "").statusCode()).isEqualTo(403);
		}
		for (String group : List.of(ACCOUNTS, PATIENTS, OPERATORS)) {
			assertThat(call(DOCTOR_SERVICE, "PUT", patient + group, "").statusCode()).isEqualTo(403);
			assertThat(call(DOCTOR_SERVICE, "DELETE", patient + group, "").statusCode()).isEqualTo(403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PATIENT_SERVICE, DOCTOR_SERVICE })
	void neitherMapsRolesNorChangesTheRealm(String service) throws Exception {
		for (Account account : List.of(Account.ANA, Account.MARTA, Account.OLGA)) {
			for (String role : List.of("patient", "doctor", "operator")) {
				String mapping = "[{\"id\": \"%s\", \"name\": \"%s\"}]".formatted(UUID.randomUUID(), role);
				String path = "/users/" + account.id() + "/role-mappings/realm";
				assertThat(call(service, "POST", path, mapping).statusCode()).isEqualTo(403);
				assertThat(call(service, "DELETE", path, mapping).statusCode()).isEqualTo(403);
			}
			for (String group : List.of(ACCOUNTS, OPERATORS)) {
				assertThat(call(service, "PUT", "/users/" + account.id() + "/groups/" + group, "").statusCode())
					.isEqualTo(403);
			}
		}
		for (String path : List.of("/clients", "/roles", "/groups", "/events", "/groups/" + OPERATORS)) {
			assertThat(call(service, "GET", path, "").statusCode()).as(path).isEqualTo(403);
		}
		assertThat(call(service, "PUT", "", "{\"displayName\": \"x\"}").statusCode()).isEqualTo(403);
		for (String path : List.of("/groups/" + DOCTORS, "/groups/" + OPERATORS)) {
			assertThat(call(service, "PUT", path, "{\"name\": \"x\"}").statusCode()).as(path).isEqualTo(403);
		}
		assertThat(call(service, "POST", "/roles", "{\"name\": \"x\"}").statusCode()).isEqualTo(403);
		assertThat(call(service, "POST", "/clients", "{\"clientId\": \"x\"}").statusCode()).isEqualTo(403);
	}

	@Test
	void doctorServiceReadsNobody() throws Exception {
		for (String path : List.of("/users", "/users/" + Account.ANA.id(), "/users/" + Account.MARTA.id())) {
			assertThat(call(DOCTOR_SERVICE, "GET", path, "").statusCode()).as(path).isEqualTo(403);
		}
		assertThat(call(DOCTOR_SERVICE, "POST", "/users",
				"{\"username\": \"d-" + this.mark + "\", \"groups\": [\"/doctors\"]}")
			.statusCode()).isEqualTo(403);
	}

	private int makes(String groups) throws IOException, InterruptedException {
		return call(PATIENT_SERVICE, "POST", "/users",
				"{\"username\": \"%s\", \"enabled\": true, \"groups\": %s}".formatted(name(groups), groups))
			.statusCode();
	}

	private String name(String groups) {
		return "n-" + this.mark + "-" + Integer.toHexString(groups.hashCode());
	}

	private JsonNode found(String query) throws IOException, InterruptedException {
		HttpResponse<String> answer = call(PATIENT_SERVICE, "GET", "/users?exact=true&" + query, "");
		assertThat(answer.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	/** The roles that somebody's tokens name. */
	private static List<String> roles(String username) throws IOException, InterruptedException {
		String token = new CodeFlow(TestParts.keycloakIssuer(), "http://localhost:8080", "medlinks-local-secret")
			.signIn(username, "medlinks")
			.access();
		return JsonMapper.shared()
			.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
			.get("roles")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
	}

	private static HttpResponse<String> call(String service, String method, String path, String body)
			throws IOException, InterruptedException {
		String issuer = TestParts.keycloakIssuer();
		return send(HttpRequest.newBuilder(URI.create(issuer.replace("/realms/", "/admin/realms/") + path))
			.header("Authorization", "Bearer " + token(issuer, service))
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString(body)));
	}

	private static String token(String issuer, String service) throws IOException, InterruptedException {
		String secret = service.equals(PATIENT_SERVICE) ? "medlinks-local-patient-secret"
				: "medlinks-local-doctor-secret";
		String body = send(
				HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers
						.ofString("grant_type=client_credentials&client_id=" + service + "&client_secret=" + secret)))
			.body();
		return JsonMapper.shared().readTree(body).get("access_token").asString();
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}

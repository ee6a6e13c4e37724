package io.medlinks.gateway.protection;

import java.util.List;
import java.util.UUID;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.gateway.it.ServiceStandIn;
import io.medlinks.gateway.it.Services;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each group has its own part of the address space, and the rest does not exist.
 */
@GatewayIT
class GroupPrefixIT {

	private static final List<ServiceStandIn> ALL = List.of(Services.PATIENT, Services.DOCTOR, Services.SCHEDULING,
			Services.AI, Services.OTHER_AI);

	private final String mark = UUID.randomUUID().toString();

	@Autowired
	Browsers browsers;

	@ParameterizedTest
	@CsvSource({ "patient, /api/patient/diary/", "doctor, /api/doctor/patients/p/diary/",
			"operator, /api/operator/doctors/" })
	void letsOneGroupInOnly(String group, String prefix) {
		String path = prefix + this.mark;
		for (Account account : List.of(Account.newPatient(), Account.newDoctor(), Account.newOperator())) {
			boolean mine = account.roles().contains(group);
			int expected = mine ? 200 : 403;
			Answer browser = this.browsers.signedIn(account).get(path);
			Answer program = this.browsers.nobody().get(path, "Authorization", TestIdentities.bearer(account));
			Answer write = this.browsers.signedIn(account).write("POST", path, "{}");
			assertThat(List.of(browser.status(), program.status(), write.status()))
				.as("%s at %s", account.roles(), path)
				.containsOnly(expected);
			if (!mine) {
				assertThat(browser.json().path("type").asString()).isEqualTo("urn:medlinks:problem:forbidden");
				assertThat(program.json().path("type").asString()).isEqualTo("urn:medlinks:problem:forbidden");
			}
		}
		assertThat(received(path)).as("only the rightful requests arrived").isEqualTo(3);
	}

	@Test
	void letsNobodyInWithoutARole() {
		Browser newcomer = this.browsers.signedIn(Account.newPatient().withRoles());
		for (String path : List.of("/api/patient/profile", "/api/doctor/profile", "/api/operator/doctors")) {
			assertThat(newcomer.get(path).status()).isEqualTo(403);
			assertThat(this.browsers.nobody().get(path).status()).isEqualTo(401);
		}
		assertThat(newcomer.get("/api/registration/doctor").status()).isEqualTo(200);
		assertThat(this.browsers.nobody().get("/api/registration/doctor").status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/internal/reconcile", "/internal/patients/", "/api/internal/", "/api/patient/internal/",
			"/api/", "/api/nothing/", "/v3/api-docs", "/actuator/env", "/actuator/gateway/routes", "/actuator/heapdump",
			"/doctor.json/", "/calendarium/", "/auth/", "/webjars/swagger-ui/", "/index.php/", "/.git/config" })
	void knowsNothingElse(String prefix) {
		String path = prefix.endsWith("/") ? prefix + this.mark : prefix + "?" + this.mark;
		Account everybody = Account.newPatient().withRoles("patient", "doctor", "operator");
		int before = ALL.stream().mapToInt(ServiceStandIn::receivedInAll).sum();
		Answer browser = this.browsers.signedIn(everybody).get(path);
		Answer program = this.browsers.nobody().get(path, "Authorization", TestIdentities.bearer(everybody));
		Answer write = this.browsers.signedIn(everybody).write("POST", path, "{}");
		Answer nobody = this.browsers.nobody().get(path);
		assertThat(List.of(browser.status(), program.status(), write.status())).as(path).containsOnly(404);
		assertThat(nobody.status()).as(path).isIn(401, 404);
		assertThat(ALL.stream().mapToInt(ServiceStandIn::receivedInAll).sum()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/patient/%2e%2e/doctor/dashboard", "/api/patient/..%2fdoctor/dashboard",
			"/api/patient/..;/doctor/dashboard", "/api/patient;a=b/profile", "//api/doctor/dashboard",
			"/api/patient/../doctor/dashboard", "/api/patient%2f..%2f..%2finternal/patients", "/API/doctor/dashboard",
			"/api/patient/diary/%00", "/api/patient/diary/%5c..%5c" })
	void isNotTrickedByPaths(String path) {
		int before = ALL.stream().mapToInt(ServiceStandIn::receivedInAll).sum();
		Answer answer = this.browsers.nobody().get(path, "Authorization", TestIdentities.bearer(Account.newPatient()));
		assertThat(answer.status()).as(path).isIn(400, 403, 404);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(ALL.stream().mapToInt(ServiceStandIn::receivedInAll).sum()).isEqualTo(before);
	}

	@Test
	void letsWhoeverHoldsItsAddressReadACalendar() {
		String path = "/calendar/" + this.mark + ".ics";
		assertThat(this.browsers.nobody().get(path).status()).isEqualTo(200);
		assertThat(Services.SCHEDULING.received(path)).hasSize(1)
			.allSatisfy((request) -> assertThat(request.headers()).doesNotContainKeys("authorization", "cookie"));
		assertThat(this.browsers.signedIn(Account.newDoctor()).write("POST", path, "{}").status()).isEqualTo(404);
		assertThat(this.browsers.nobody().get("/calendar/" + this.mark + "/more.ics").status()).isIn(401, 404);
		assertThat(received(path)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "patient, /patient/diary", "doctor, /doctor/dashboard", "operator, /operator" })
	void keepsPagesToTheirGroup(String group, String page) {
		Answer nobody = this.browsers.nobody().get(page + "?a=1&b=2");
		assertThat(nobody.status()).isEqualTo(302);
		assertThat(nobody.location().getPath()).isEqualTo("/auth/login");
		assertThat(nobody.location().getQuery()).isEqualTo("returnTo=" + page + "?a=1&b=2");
		assertThat(nobody.location().getRawQuery()).doesNotContain("&");
		for (Account account : List.of(Account.newPatient(), Account.newDoctor(), Account.newOperator())) {
			Answer answer = this.browsers.signedIn(account).get(page);
			if (account.roles().contains(group)) {
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.header("Content-Type")).startsWith("text/html");
			}
			else {
				assertThat(answer.status()).isEqualTo(302);
				assertThat(answer.location()).hasToString("/");
			}
		}
	}

	private static long received(String path) {
		return ALL.stream().mapToLong((service) -> service.received(path).size()).sum();
	}

}

package io.medlinks.drill.scenario;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.SideBySide;

/**
 * Many patients want the same opening at once.
 */
public final class OneOpening implements Scenario {

	@Override
	public String name() {
		return "one-opening";
	}

	@Override
	public String promise() {
		return "Of 1,000 patients who want the same opening at once one gets it, and each other one gets alternatives";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		int count = run.size().of(1000, 60);
		run.say("signing in " + count + " patients");
		Clinic clinic = Clinic.open(run.people(), 1, count, Hours.ONE_WEEK);
		Person doctor = clinic.doctors().getFirst();
		LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(2);
		String start = clinic.patients()
			.getFirst()
			.gets("/api/patient/doctors/%s/openings?from=%s&to=%s".formatted(doctor.id(), day, day), 200)
			.json()
			.at("/items/5/start")
			.asString();
		String wish = "{\"doctorId\": \"%s\", \"start\": \"%s\", \"visitType\": \"in-person\"}".formatted(doctor.id(),
				start);
		run.say("all of them want " + start);
		long begin = System.nanoTime();
		List<Answer> answers = SideBySide.map(clinic.patients(), count,
				(patient) -> patient.write("POST", "/api/patient/appointments", wish));
		run.figure("patients", count);
		run.figure("time for all answers", Run.seconds(System.nanoTime() - begin));
		int booked = 0;
		int refused = 0;
		for (int i = 0; i < answers.size(); i++) {
			Answer answer = answers.get(i);
			if (answer.status() == 201) {
				booked++;
				clinic.keep(answer, clinic.patients().get(i), doctor);
			}
			else if (answer.status() == 409 && !answer.json().path("alternatives").isEmpty()
					&& !answer.json().path("reasons").isEmpty()) {
				refused++;
			}
			else {
				run.fault("somebody got " + answer.status() + ", or a 409 without reasons and alternatives");
			}
		}
		run.figure("booked", booked);
		run.figure("refused with reasons and alternatives", refused);
		if (booked != 1) {
			run.fault(booked + " patients got the same opening");
		}
		run.faults("afterwards", new Invariants(clinic, run.stored()).ofBookings(run.patience()));
	}

}

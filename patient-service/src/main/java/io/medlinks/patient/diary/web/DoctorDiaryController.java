package io.medlinks.patient.diary.web;

import io.medlinks.patient.diary.Diary;
import io.medlinks.patient.diary.EntryVersion;
import io.medlinks.patient.diary.EntryView;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The diaries of the patients in a doctor's care.
 */
@RestController
@RequestMapping("/api/doctor/patients/{id}/diary/entries")
class DoctorDiaryController {

	private final Diary diary;

	DoctorDiaryController(Diary diary) {
		this.diary = diary;
	}

	@Operation(summary = "List the entries of a patient in my care")
	@GetMapping
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "diary")
	Mono<Page<EntryView>> entries(@PathVariable String id, PageRequest page) {
		return this.diary.entries(id, page);
	}

	@Operation(summary = "List the versions of an entry of a patient in my care, the newest first")
	@GetMapping("/{entryId}/versions")
	@Policy(role = Role.DOCTOR, relationship = Relationship.IN_CARE, resource = "diary")
	Mono<Page<EntryVersion>> versions(@PathVariable String id, @PathVariable String entryId) {
		return this.diary.versions(id, entryId).map(Page::whole);
	}

}

package io.medlinks.scheduling.messages.web;

import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.security.Policy;
import io.medlinks.platform.security.Relationship;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.messages.MessageState;
import io.medlinks.scheduling.messages.MessageView;
import io.medlinks.scheduling.messages.Messages;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Operators see which messages were sent and which were not, without what they say.
 */
@RestController
@RequestMapping("/api/operator/scheduling/messages")
class OperatorMessagesController {

	private final Messages messages;

	OperatorMessagesController(Messages messages) {
		this.messages = messages;
	}

	@Operation(summary = "List the messages about appointments, the newest first; never whom or what they tell")
	@GetMapping
	@Policy(role = Role.OPERATOR, relationship = Relationship.NONE)
	Mono<Page<MessageView>> messages(@RequestParam(required = false) @Nullable String state, PageRequest page) {
		return this.messages.page((state != null) ? MessageState.of(state) : null, page);
	}

}

package io.medlinks.platform.web;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Says of each record in a body which members may be null and which must be there, as its
 * components declare it.
 */
final class DescribedRecords implements ModelConverter {

	private static final String REFERENCE = "#/components/schemas/";

	private static final String NULL = "null";

	static {
		// A name of its own for each enumeration
		ModelResolver.enumsAsRef = true;
	}

	@Override
	public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
			Iterator<ModelConverter> chain) {
		if (!chain.hasNext()) {
			return null;
		}
		Schema<?> resolved = chain.next().resolve(type, context, chain);
		Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
		if (resolved != null && described.isRecord()) {
			Schema<?> model = (resolved.get$ref() != null)
					? context.getDefinedModels().get(resolved.get$ref().substring(REFERENCE.length())) : resolved;
			if (model != null && model.getProperties() != null) {
				describe(model, described.getRecordComponents());
			}
		}
		return resolved;
	}

	private static void describe(Schema<?> model, RecordComponent[] components) {
		List<String> required = new ArrayList<>();
		for (RecordComponent component : components) {
			Schema<?> property = model.getProperties().get(component.getName());
			if (property == null) {
				continue;
			}
			if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				model.getProperties().put(component.getName(), orNull(property));
			}
			else {
				required.add(component.getName());
			}
		}
		model.setRequired(required.isEmpty() ? null : required);
	}

	private static Schema<?> orNull(Schema<?> property) {
		if (isNullable(property)) {
			return property;
		}
		if (property.get$ref() == null && property.getEnum() == null && property.getTypes() != null) {
			Set<String> types = new LinkedHashSet<>(property.getTypes());
			types.add(NULL);
			property.setTypes(types);
			return property;
		}
		Schema<Object> nothing = new Schema<>();
		nothing.addType(NULL);
		return new Schema<>().oneOf(List.of(property, nothing));
	}

	private static boolean isNullable(Schema<?> property) {
		return (property.getTypes() != null && property.getTypes().contains(NULL))
				|| (property.getOneOf() != null && property.getOneOf().stream().anyMatch(DescribedRecords::isNullable));
	}

	/**
	 * A caller may leave out what may be null; an answer never does. So a record that no
	 * request holds has all its members.
	 */
	static void requireWhatIsAlwaysSent(OpenAPI api) {
		Map<String, Schema> schemas = api.getComponents().getSchemas();
		Set<String> asked = new HashSet<>();
		operations(api).map(Operation::getRequestBody)
			.filter(Objects::nonNull)
			.map((body) -> (body.getContent() != null) ? body.getContent() : new Content())
			.flatMap((content) -> content.values().stream())
			.forEach((media) -> collect(media.getSchema(), schemas, asked));
		schemas.forEach((name, schema) -> {
			if (!asked.contains(name) && schema.getProperties() != null && hasNullable(schema)) {
				schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
			}
		});
	}

	private static boolean hasNullable(Schema<?> schema) {
		return schema.getProperties().values().stream().anyMatch(DescribedRecords::isNullable);
	}

	private static Stream<Operation> operations(OpenAPI api) {
		return (api.getPaths() != null)
				? api.getPaths().values().stream().map(PathItem::readOperations).flatMap(Collection::stream)
				: Stream.empty();
	}

	private static void collect(@Nullable Schema<?> schema, Map<String, Schema> all, Set<String> found) {
		if (schema == null) {
			return;
		}
		if (schema.get$ref() != null) {
			String name = schema.get$ref().substring(REFERENCE.length());
			if (found.add(name)) {
				collect(all.get(name), all, found);
			}
			return;
		}
		collect(schema.getItems(), all, found);
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach((property) -> collect(property, all, found));
		}
		Stream.of(schema.getOneOf(), schema.getAnyOf(), schema.getAllOf())
			.filter(Objects::nonNull)
			.flatMap(List::stream)
			.forEach((part) -> collect(part, all, found));
	}

}

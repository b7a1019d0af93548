package dev.r3.model.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Filters such as {@code selectattr('role', 'equalto', 'user')} name a test or another filter in a string. The names
 * are looked at when the template is read, so that an unknown one fails then.
 */
final class NamedInText {

    /** Where the name of a test stands among the values of the filter. */
    private static final Map<String, Integer> TEST_PLACES =
            Map.of("select", 0, "reject", 0, "selectattr", 1, "rejectattr", 1);

    private NamedInText() {}

    static void check(int line, String filter, CallArguments arguments) {
        Integer place = TEST_PLACES.get(filter);
        List<Expression> values = arguments.positional();
        if (place != null && values.size() > place) {
            checkTest(line, values.get(place), values.size() - place - 1);
        }
        if (filter.equals("map")) {
            checkMap(line, arguments);
        }
    }

    private static void checkTest(int line, Expression test, int values) {
        String name = literal(line, test);
        Tests.Entry entry = Tests.find(name)
                .orElseThrow(() -> new TemplateSyntaxException(line, "the test '" + name + "' is not supported"));
        requireFit(line, name, entry.signature(), values);
    }

    private static void checkMap(int line, CallArguments arguments) {
        boolean byFilter =
                arguments.positional().size() == 1 && arguments.named().isEmpty();
        if (byFilter) {
            String name = literal(line, arguments.positional().get(0));
            Filters.Entry entry = Filters.find(name)
                    .orElseThrow(() -> new TemplateSyntaxException(line, "the filter '" + name + "' is not supported"));
            requireFit(line, name, entry.signature(), 0);
            return;
        }
        Set<String> names = arguments.named().keySet();
        boolean byAttribute = arguments.positional().isEmpty()
                && names.contains("attribute")
                && Set.of("attribute", "default").containsAll(names);
        if (!byAttribute) {
            throw new TemplateSyntaxException(line, "'map' is supported with a filter's name or with 'attribute'");
        }
    }

    private static String literal(int line, Expression expression) {
        if (expression instanceof Literal literal && literal.value() instanceof Text text) {
            return text.value();
        }
        throw new TemplateSyntaxException(line, "the name of a test or filter must be a string in the template");
    }

    private static void requireFit(int line, String name, Signature signature, int values) {
        signature.problem(values, List.of()).ifPresent(problem -> {
            throw new TemplateSyntaxException(line, "'" + name + "' " + problem);
        });
    }
}

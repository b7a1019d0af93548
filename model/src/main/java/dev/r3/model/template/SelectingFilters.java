package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** {@code select}, {@code reject}, {@code selectattr}, {@code rejectattr} and {@code map}. */
final class SelectingFilters {

    private static final String TEST = "test";
    private static final String ATTRIBUTE = "attribute";
    private static final String FILTER = "filter";

    static final Map<String, Filters.Entry> ALL = Map.of(
            "select", onItems(true),
            "reject", onItems(false),
            "selectattr", onAttributes(true),
            "rejectattr", onAttributes(false),
            "map", new Filters.Entry(new Signature(List.of(FILTER), 0, Signature.Rest.NAMED), SelectingFilters::map));

    private SelectingFilters() {}

    private static Filters.Entry onItems(boolean keepsPassing) {
        return new Filters.Entry(
                new Signature(List.of(TEST), 0, Signature.Rest.POSITIONAL),
                (input, arguments, budget) ->
                        keep(input, budget, item -> passes(item, arguments, budget) == keepsPassing));
    }

    private static Filters.Entry onAttributes(boolean keepsPassing) {
        return new Filters.Entry(
                new Signature(List.of(ATTRIBUTE, TEST), 1, Signature.Rest.POSITIONAL),
                (input, arguments, budget) -> keep(input, budget, item -> {
                    Value attribute = AttributePath.follow(item, arguments.text(ATTRIBUTE));
                    return passes(attribute, arguments, budget) == keepsPassing;
                }));
    }

    private static Value keep(Value input, Budget budget, Predicate<Value> isKept) {
        List<Value> kept = new ArrayList<>();
        for (Value item : Iteration.items(input, budget)) {
            budget.charge(1);
            if (isKept.test(item)) {
                kept.add(item);
            }
        }
        return new Generated(kept);
    }

    /** Without a test it is the truth that counts. */
    private static boolean passes(Value item, Arguments arguments, Budget budget) {
        if (!arguments.named().containsKey(TEST)) {
            return Truth.of(item);
        }
        Tests.Entry entry = Tests.find(arguments.text(TEST)).orElseThrow(() -> unknown(arguments.text(TEST)));
        requireFit(arguments.text(TEST), entry.signature(), arguments.rest());
        return entry.test().test(item, entry.signature().bind(arguments.rest(), Map.of()), budget);
    }

    private static Value map(Value input, Arguments arguments, Budget budget) {
        List<Value> mapped = new ArrayList<>();
        for (Value item : Iteration.items(input, budget)) {
            budget.charge(1);
            mapped.add(
                    arguments.named().containsKey(FILTER)
                            ? filtered(item, arguments, budget)
                            : attribute(item, arguments));
        }
        return new Generated(mapped);
    }

    private static Value attribute(Value item, Arguments arguments) {
        Value found = AttributePath.follow(item, arguments.text(ATTRIBUTE));
        return found instanceof Undefined ? arguments.getOr("default", found) : found;
    }

    private static Value filtered(Value item, Arguments arguments, Budget budget) {
        Filters.Entry entry = Filters.find(arguments.text(FILTER)).orElseThrow(() -> unknown(arguments.text(FILTER)));
        requireFit(arguments.text(FILTER), entry.signature(), List.of());
        return entry.filter().apply(item, entry.signature().bind(List.of(), Map.of()), budget);
    }

    private static void requireFit(String name, Signature signature, List<Value> values) {
        signature.problem(values.size(), List.of()).ifPresent(problem -> {
            throw new ValueException("'" + name + "' " + problem);
        });
    }

    private static ValueException unknown(String name) {
        return new ValueException("no test or filter '" + name + "' is supported");
    }
}

package dev.r3.model.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The filters after {@code |}. */
final class Filters {

    interface Filter {
        Value apply(Value input, Arguments arguments, Budget budget);
    }

    record Entry(Signature signature, Filter filter) {}

    private static final Map<String, Entry> FILTERS = all();

    private Filters() {}

    static Optional<Entry> find(String name) {
        return Optional.ofNullable(FILTERS.get(name));
    }

    private static Map<String, Entry> all() {
        Map<String, Entry> filters = new HashMap<>();
        filters.putAll(TextFilters.ALL);
        filters.putAll(ListFilters.ALL);
        filters.putAll(SelectingFilters.ALL);
        return Map.copyOf(filters);
    }
}

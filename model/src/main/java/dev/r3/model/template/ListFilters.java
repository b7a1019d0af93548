package dev.r3.model.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Filters on lists and mappings as a whole. */
final class ListFilters {

    private static final Filters.Entry LENGTH =
            new Filters.Entry(Signature.of(0), (input, arguments, budget) -> WholeNumber.of(Iteration.length(input)));

    static final Map<String, Filters.Entry> ALL = Map.of(
            "length", LENGTH,
            "count", LENGTH,
            "first", new Filters.Entry(Signature.of(0), ListFilters::first),
            "last", new Filters.Entry(Signature.of(0), ListFilters::last),
            "join", new Filters.Entry(Signature.of(0, "d", "attribute"), ListFilters::join),
            "list", new Filters.Entry(Signature.of(0), ListFilters::list),
            "items", new Filters.Entry(Signature.of(0), ListFilters::items),
            "reverse", new Filters.Entry(Signature.of(0), ListFilters::reverse),
            "dictsort",
                    new Filters.Entry(Signature.of(0, "case_sensitive", "by", "reverse"), ListFilters::sortedItems));

    private ListFilters() {}

    private static Value first(Value input, Arguments arguments, Budget budget) {
        List<Value> items = Iteration.items(input, budget);
        return items.isEmpty() ? new Undefined("the first item of an empty " + input.typeName()) : items.get(0);
    }

    private static Value last(Value input, Arguments arguments, Budget budget) {
        if (input instanceof Generated) {
            throw new ValueException("a generator cannot be read from its end");
        }
        List<Value> items = Iteration.items(input, budget);
        return items.isEmpty()
                ? new Undefined("the last item of an empty " + input.typeName())
                : items.get(items.size() - 1);
    }

    private static Value join(Value input, Arguments arguments, Budget budget) {
        String separator = Printing.print(arguments.getOr("d", Text.EMPTY), budget);
        String path = arguments.textOrNull("attribute");
        TextBuffer out = new TextBuffer(budget);
        String between = "";
        for (Value item : Iteration.items(input, budget)) {
            Value piece = path == null ? item : AttributePath.follow(item, path);
            out.append(between).append(Printing.print(piece, budget));
            between = separator;
        }
        return new Text(out.toString());
    }

    private static Value list(Value input, Arguments arguments, Budget budget) {
        return budget.list(Iteration.items(input, budget));
    }

    private static Value items(Value input, Arguments arguments, Budget budget) {
        if (input instanceof Undefined) {
            return new Generated(List.of());
        }
        if (input instanceof Mapping mapping) {
            budget.charge(mapping.entries().size());
            return new Generated(Methods.pairs(mapping));
        }
        throw new ValueException("items needs a mapping, not a " + input.typeName());
    }

    private static Value reverse(Value input, Arguments arguments, Budget budget) {
        if (input instanceof Text text) {
            budget.chargeText(text.value().length());
            int[] points = text.value().codePoints().toArray();
            StringBuilder reversed = new StringBuilder(text.value().length());
            for (int i = points.length - 1; i >= 0; i--) {
                reversed.appendCodePoint(points[i]);
            }
            return new Text(reversed.toString());
        }
        List<Value> items = new ArrayList<>(Iteration.items(input, budget));
        budget.charge(items.size());
        Collections.reverse(items);
        return new Generated(items);
    }

    private static Value sortedItems(Value input, Arguments arguments, Budget budget) {
        if (!(input instanceof Mapping mapping)) {
            throw new ValueException("dictsort needs a mapping, not a " + input.typeName());
        }
        boolean byValue =
                Printing.print(arguments.getOr("by", new Text("key")), budget).equals("value");
        boolean ignoresCase = !arguments.isTrue("case_sensitive");
        Comparator<Value> order = (left, right) -> {
            budget.charge(1);
            return Comparing.compare(sortKey(left, byValue, ignoresCase), sortKey(right, byValue, ignoresCase));
        };
        List<Value> pairs = new ArrayList<>(Methods.pairs(mapping));
        pairs.sort(arguments.isTrue("reverse") ? order.reversed() : order);
        return budget.list(pairs);
    }

    private static Value sortKey(Value pair, boolean byValue, boolean ignoresCase) {
        Value key = ((Sequence) pair).items().get(byValue ? 1 : 0);
        return ignoresCase && key instanceof Text text ? new Text(Strings.lower(text.value())) : key;
    }
}

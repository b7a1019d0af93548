package dev.r3.model.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that make texts and numbers of single values. */
final class TextFilters {

    private static final Filters.Entry DEFAULT =
            new Filters.Entry(Signature.of(0, "default_value", "boolean"), (input, arguments, budget) -> {
                boolean isMissing = input instanceof Undefined || (arguments.isTrue("boolean") && !Truth.of(input));
                return isMissing ? arguments.getOr("default_value", Text.EMPTY) : input;
            });

    private static final Filters.Entry REPLACE =
            new Filters.Entry(Signature.of(2, "old", "new", "count"), (input, arguments, budget) -> {
                String old = Printing.print(arguments.get("old"), budget);
                String replacement = Printing.print(arguments.get("new"), budget);
                int most = arguments.wholeOr("count", -1);
                return new Text(Strings.replace(print(input, budget), old, replacement, most, budget));
            });

    static final Map<String, Filters.Entry> ALL = Map.ofEntries(
            Map.entry("capitalize", plain((text, budget) -> Strings.capitalize(text))),
            Map.entry("lower", plain((text, budget) -> Strings.lower(text))),
            Map.entry("title", plain((text, budget) -> Strings.capitalizeWords(text))),
            Map.entry("upper", plain((text, budget) -> Strings.upper(text))),
            Map.entry("trim", new Filters.Entry(Signature.of(0, "chars"), TextFilters::trim)),
            Map.entry("string", new Filters.Entry(Signature.of(0), TextFilters::string)),
            Map.entry("safe", new Filters.Entry(Signature.of(0), TextFilters::safe)),
            Map.entry("default", DEFAULT),
            Map.entry("d", DEFAULT),
            Map.entry("replace", REPLACE),
            Map.entry("indent", new Filters.Entry(Signature.of(0, "width", "first", "blank"), TextFilters::indent)),
            Map.entry("int", new Filters.Entry(Signature.of(0, "default"), TextFilters::toWhole)),
            Map.entry("float", new Filters.Entry(Signature.of(0, "default"), TextFilters::toReal)),
            Map.entry(
                    "tojson",
                    new Filters.Entry(
                            Signature.of(0, "ensure_ascii", "indent", "separators", "sort_keys"),
                            TextFilters::toJson)));

    private TextFilters() {}

    private interface PlainFilter {
        String apply(String text, Budget budget);
    }

    private static Filters.Entry plain(PlainFilter filter) {
        return new Filters.Entry(
                Signature.of(0), (input, arguments, budget) -> budget.text(filter.apply(print(input, budget), budget)));
    }

    private static String print(Value input, Budget budget) {
        if (input instanceof SafeText) {
            throw new ValueException("this filter on a safe string is not supported");
        }
        return Printing.print(input, budget);
    }

    private static Value trim(Value input, Arguments arguments, Budget budget) {
        var stripped = Strings.stripped(arguments.textOrNull("chars"));
        return budget.text(Strings.stripRight(Strings.stripLeft(print(input, budget), stripped), stripped));
    }

    private static Value string(Value input, Arguments arguments, Budget budget) {
        return input instanceof SafeText ? input : new Text(Printing.print(input, budget));
    }

    private static Value safe(Value input, Arguments arguments, Budget budget) {
        return new SafeText(Printing.print(input, budget));
    }

    private static Value indent(Value input, Arguments arguments, Budget budget) {
        if (!(input instanceof Text text)) {
            throw new ValueException("indent needs a string, not a " + input.typeName());
        }
        String indent = indentOf(arguments.getOr("width", WholeNumber.of(4)), budget);
        boolean indentsBlank = arguments.isTrue("blank");
        List<String> lines = Strings.lines(text.value() + "\n");
        TextBuffer out = new TextBuffer(budget);
        for (int i = 0; i < lines.size(); i++) {
            boolean isIndented = i == 0
                    ? arguments.isTrue("first")
                    : indentsBlank || !lines.get(i).isEmpty();
            out.append(i == 0 ? "" : "\n").append(isIndented ? indent : "").append(lines.get(i));
        }
        return new Text(out.toString());
    }

    private static String indentOf(Value width, Budget budget) {
        if (width instanceof Text text) {
            return text.value();
        }
        int count = Math.max(0, Numbers.position(width));
        budget.chargeText(count);
        return " ".repeat(count);
    }

    private static Value toJson(Value input, Arguments arguments, Budget budget) {
        Value indent = arguments.getOr("indent", None.NONE);
        String itemSeparator = indent == None.NONE ? ", " : ",";
        String keySeparator = ": ";
        if (arguments.getOr("separators", None.NONE) instanceof Sequence separators) {
            itemSeparator = separator(separators, 0);
            keySeparator = separator(separators, 1);
        }
        JsonStyle style = new JsonStyle(
                arguments.isTrue("ensure_ascii"),
                arguments.isTrue("sort_keys"),
                indent == None.NONE ? null : indentOf(indent, budget),
                itemSeparator,
                keySeparator);
        return JsonText.of(input, style, budget);
    }

    private static String separator(Sequence separators, int place) {
        if (separators.items().size() == 2 && separators.items().get(place) instanceof Text text) {
            return text.value();
        }
        throw new ValueException("separators are two strings");
    }

    private static Value toWhole(Value input, Arguments arguments, Budget budget) {
        if (input instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (Numbers.isWhole(input)) {
            return new WholeNumber(Numbers.whole(input));
        }
        if (input instanceof RealNumber number && Double.isFinite(number.value())) {
            return new WholeNumber(new BigDecimal(number.value()).toBigInteger());
        }
        if (input instanceof Text text) {
            BigDecimal number = NumberText.read(text.value());
            if (number != null) {
                return new WholeNumber(number.toBigInteger());
            }
        }
        return arguments.getOr("default", new WholeNumber(BigInteger.ZERO));
    }

    private static Value toReal(Value input, Arguments arguments, Budget budget) {
        if (input instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (Numbers.isNumber(input)) {
            return new RealNumber(Numbers.real(input));
        }
        @Nullable BigDecimal number = input instanceof Text text ? NumberText.read(text.value()) : null;
        return number == null ? arguments.getOr("default", new RealNumber(0)) : new RealNumber(number.doubleValue());
    }
}

package dev.r3.model.template;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that every template finds defined. */
final class Functions {

    private static final int LONGEST_RANGE = 100_000;

    // No name that a template could write.
    private static final String MAPPING = "(mapping)";
    private static final Signature COPYING = new Signature(List.of(MAPPING), 0, Signature.Rest.NAMED);

    private static final Map<String, Signature> SIGNATURES = Map.of(
            "raise_exception", Signature.of(1, "message"),
            "strftime_now", Signature.of(1, "format"),
            "range", Signature.of(1, "start", "stop", "step"),
            "namespace", COPYING,
            "dict", COPYING);

    private Functions() {}

    static Optional<Signature> signature(String name) {
        return Optional.ofNullable(SIGNATURES.get(name));
    }

    /** The functions as variables. */
    static Map<String, Value> variables() {
        Map<String, Value> variables = new LinkedHashMap<>();
        SIGNATURES.keySet().forEach(name -> variables.put(name, new FunctionValue(name)));
        return variables;
    }

    static Value call(String name, List<Value> positional, Map<String, Value> named, Frame frame) {
        Signature signature = SIGNATURES.get(name);
        if (signature == null) {
            throw new ValueException("no function '" + name + "'");
        }
        signature.problem(positional.size(), named.keySet()).ifPresent(problem -> {
            throw new ValueException("'" + name + "' " + problem);
        });
        Arguments arguments = signature.bind(positional, named);
        return switch (name) {
            case "raise_exception" -> throw raised(arguments, frame);
            case "strftime_now" -> new Text(DateText.of(now(frame), arguments.text("format")));
            case "range" -> range(arguments, frame.budget());
            case "namespace" -> new Namespace(copied(arguments));
            case "dict" -> Mapping.of(copied(arguments));
            default -> throw new ValueException("no function '" + name + "'");
        };
    }

    private static RaisedByTemplateException raised(Arguments arguments, Frame frame) {
        String message = Printing.print(arguments.get("message"), frame.budget());
        return new RaisedByTemplateException(frame.budget().line(), message);
    }

    private static LocalDateTime now(Frame frame) {
        return frame.rendering()
                .now()
                .orElseThrow(() -> new ValueException("the template asks for the date, and none was given"));
    }

    private static Map<String, Value> copied(Arguments arguments) {
        Map<String, Value> entries = new LinkedHashMap<>();
        Value mapping = arguments.getOr(MAPPING, None.NONE);
        if (mapping instanceof Mapping given) {
            entries.putAll(given.entries());
        } else if (mapping != None.NONE) {
            throw new ValueException("a mapping is needed, not a " + mapping.typeName());
        }
        arguments.named().forEach((name, value) -> {
            if (!name.equals(MAPPING)) {
                entries.put(name, value);
            }
        });
        return entries;
    }

    private static Value range(Arguments arguments, Budget budget) {
        boolean hasOne = !arguments.named().containsKey("stop");
        long start = hasOne ? 0 : Numbers.position(arguments.get("start"));
        long stop = Numbers.position(arguments.get(hasOne ? "start" : "stop"));
        long step = arguments.wholeOr("step", 1);
        if (step == 0) {
            throw new ValueException("a range with step zero");
        }
        long count = Math.max(0, (stop - start + step - Long.signum(step)) / step);
        if (count > LONGEST_RANGE) {
            throw new ValueException("a range of more than " + LONGEST_RANGE);
        }
        budget.charge(count);
        List<Value> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(WholeNumber.of(start + i * step));
        }
        return Sequence.of(Sequence.Kind.RANGE, numbers);
    }
}

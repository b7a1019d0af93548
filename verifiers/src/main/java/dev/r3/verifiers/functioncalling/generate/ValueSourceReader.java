package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.functioncalling.generate.ValueSource.Decimals;
import dev.r3.verifiers.functioncalling.generate.ValueSource.Flag;
import dev.r3.verifiers.functioncalling.generate.ValueSource.Integers;
import dev.r3.verifiers.functioncalling.generate.ValueSource.SeveralIntegers;
import dev.r3.verifiers.functioncalling.generate.ValueSource.SeveralTexts;
import dev.r3.verifiers.functioncalling.generate.ValueSource.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the catalogue's notes on values: a list of texts, the name of a pool, {@code 1..14}, {@code 0.5..20/0.5} (with
 * the step), {@code true}, or {@code 2-3 of city}.
 */
final class ValueSourceReader {

    private final Map<String, List<String>> pools;

    ValueSourceReader(Map<String, List<String>> pools) {
        this.pools = pools;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    ValueSource read(JsonNode note) {
        if (note.isArray()) {
            return new Texts(texts(note));
        }
        String text = note.textValue();
        int of = text.indexOf(" of ");
        if (of >= 0) {
            return several(text.substring(0, of), text.substring(of + " of ".length()));
        }
        if (text.equals("true")) {
            return new Flag();
        }
        if (text.contains("/")) {
            return decimals(text);
        }
        return text.contains("..") ? integers(text) : new Texts(pool(text));
    }

    private ValueSource several(String sizes, String source) {
        int dash = sizes.indexOf('-');
        int least = Integer.parseInt(sizes.substring(0, dash));
        int most = Integer.parseInt(sizes.substring(dash + 1));
        return source.contains("..")
                ? new SeveralIntegers(least, most, integers(source))
                : new SeveralTexts(least, most, pool(source));
    }

    private List<String> pool(String name) {
        List<String> pool = pools.get(name);
        if (pool == null) {
            throw new IllegalArgumentException("the catalogue has no pool " + name);
        }
        return pool;
    }

    private static Integers integers(String range) {
        int dots = range.indexOf("..");
        return new Integers(
                Integer.parseInt(range.substring(0, dots)), Integer.parseInt(range.substring(dots + "..".length())));
    }

    private static Decimals decimals(String range) {
        int dots = range.indexOf("..");
        int slash = range.indexOf('/');
        return new Decimals(
                new BigDecimal(range.substring(0, dots)),
                new BigDecimal(range.substring(dots + "..".length(), slash)),
                new BigDecimal(range.substring(slash + 1)));
    }
}

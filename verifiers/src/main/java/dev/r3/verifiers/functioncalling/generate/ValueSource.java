package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Where the values of a parameter are drawn from. */
sealed interface ValueSource {

    JsonNode draw(Random random);

    /** One of several texts. */
    record Texts(List<String> texts) implements ValueSource {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public JsonNode draw(Random random) {
            return TextNode.valueOf(texts.get(random.nextInt(texts.size())));
        }
    }

    /** A whole number, both bounds included. */
    record Integers(int least, int most) implements ValueSource {
        @Override
        public JsonNode draw(Random random) {
            return IntNode.valueOf(least + random.nextInt(most - least + 1));
        }
    }

    /** {@code least + k · step} up to {@code most}. */
    record Decimals(BigDecimal least, BigDecimal most, BigDecimal step) implements ValueSource {
        @Override
        public JsonNode draw(Random random) {
            int steps = most.subtract(least).divideToIntegralValue(step).intValueExact();
            BigDecimal value = step.multiply(BigDecimal.valueOf(random.nextInt(steps + 1)))
                    .add(least)
                    .stripTrailingZeros();
            // As a number of plain digits: 100 and not 1E+2.
            return DecimalNode.valueOf(value.scale() < 0 ? value.setScale(0) : value);
        }
    }

    /** Only {@code true}: for flags that are off unless asked for. */
    record Flag() implements ValueSource {
        @Override
        public JsonNode draw(Random random) {
            return BooleanNode.TRUE;
        }
    }

    /** A list of texts that differ. */
    record SeveralTexts(int least, int most, List<String> texts) implements ValueSource {
        public SeveralTexts {
            texts = List.copyOf(texts);
        }

        @Override
        public JsonNode draw(Random random) {
            List<String> shuffled = new ArrayList<>(texts);
            Collections.shuffle(shuffled, random);
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            shuffled.subList(0, least + random.nextInt(most - least + 1)).forEach(list::add);
            return list;
        }
    }

    /** A list of whole numbers, which may repeat. */
    record SeveralIntegers(int least, int most, Integers integers) implements ValueSource {
        @Override
        public JsonNode draw(Random random) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            int size = least + random.nextInt(most - least + 1);
            for (int i = 0; i < size; i++) {
                list.add(integers.draw(random));
            }
            return list;
        }
    }
}

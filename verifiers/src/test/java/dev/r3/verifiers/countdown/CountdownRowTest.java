package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidTaskException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountdownRowTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "as published | {'target': 98, 'nums': [44, 19, 35]} | 98 | [44, 19, 35]",
                "list in text | {'target': 98, 'nums': '[44, 19, 35]'} | 98 | [44, 19, 35]",
                "all in text | {'target': '98', 'nums': '[44,19,35]'} | 98 | [44, 19, 35]",
                "whole decimals | {'target': 98.0, 'nums': [44.0, 19e0]} | 98 | [44, 19]",
                "negative target | {'target': -3, 'nums': [0]} | -3 | [0]",
                "18 digits | {'target': -999999999999999999, 'nums': [999999999999999999]} | -999999999999999999"
                        + " | [999999999999999999]",
                "other columns | {'target': 1, 'nums': [1], 'id': 'x'} | 1 | [1]",
                "no solution | {'target': 1, 'nums': [1], 'solution': null} | 1 | [1]",
            })
    void readsRows(String name, String row, long target, String numbers) throws InvalidTaskException {
        CountdownTask task = CountdownRow.read(json(row));
        assertThat(task.target()).isEqualTo(target);
        assertThat(task.numbers()).hasToString(numbers);
        assertThat(task.solution()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no target | {'nums': [1]} | missing-column",
                "null target | {'target': null, 'nums': [1]} | missing-column",
                "no numbers | {'target': 1} | missing-column",
                "null in text | {'target': 1, 'nums': 'null'} | wrong-type",
                "target a word | {'target': 'one', 'nums': [1]} | wrong-type",
                "target empty text | {'target': '', 'nums': [1]} | wrong-type",
                "target a fraction | {'target': 1.5, 'nums': [1]} | wrong-type",
                "target a list | {'target': [1], 'nums': [1]} | wrong-type",
                "target a boolean | {'target': true, 'nums': [1]} | wrong-type",
                "target too large | {'target': 1000000000000000000, 'nums': [1]} | out-of-range",
                "target beyond a long | {'target': 100000000000000000000000, 'nums': [1]} | out-of-range",
                "target a huge decimal | {'target': 1e300, 'nums': [1]} | out-of-range",
                "numbers one number | {'target': 1, 'nums': 1} | wrong-type",
                "numbers an object | {'target': 1, 'nums': {'a': 1}} | wrong-type",
                "numbers broken text | {'target': 1, 'nums': '[1, 2'} | wrong-type",
                "numbers text with a tail | {'target': 1, 'nums': '[1] [2]'} | wrong-type",
                "numbers with a text | {'target': 1, 'nums': ['1']} | wrong-type",
                "numbers with null | {'target': 1, 'nums': [null]} | wrong-type",
                "numbers with a fraction | {'target': 1, 'nums': [0.5]} | wrong-type",
                "numbers empty | {'target': 1, 'nums': []} | out-of-range",
                "numbers negative | {'target': 1, 'nums': [-1]} | out-of-range",
                "numbers too large | {'target': 1, 'nums': [1000000000000000000]} | out-of-range",
                "33 numbers | {'target': 1, 'nums': [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"
                        + " | out-of-range",
                "solution a number | {'target': 1, 'nums': [1], 'solution': 1} | wrong-type",
            })
    void rejectsRows(String name, String row, String reason) {
        assertThatThrownBy(() -> CountdownRow.read(json(row)))
                .isInstanceOfSatisfying(
                        InvalidTaskException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void rejectsTextBeyondItsBound() {
        ObjectNode row = json("{'target': 1}").put("nums", "[1" + " ".repeat(10_000) + "]");
        assertThatThrownBy(() -> CountdownRow.read(row)).hasMessage("'nums' is longer than 10000 characters");
        ObjectNode solved = json("{'target': 1, 'nums': [1]}").put("solution", "1".repeat(10_001));
        assertThatThrownBy(() -> CountdownRow.read(solved)).hasMessage("'solution' is longer than 10000 characters");
    }

    @Test
    void writesTheRowThatItReads() throws InvalidTaskException {
        ObjectNode row = json("{'target': 24, 'nums': [8, 3], 'solution': '8 * 3'}");
        CountdownTask task = CountdownRow.read(row);
        assertThat(task).isEqualTo(new CountdownTask(24, List.of(8L, 3L), Optional.of("8 * 3")));
        assertThat(task.row().toString()).isEqualTo(row.toString());
        assertThat(CountdownRow.read(task.row())).isEqualTo(task);
    }

    @Test
    void identifiesATaskByTargetAndNumbersInAnyOrder() {
        CountdownTask task = new CountdownTask(24, List.of(8L, 3L, 3L), Optional.of("8 * 3"));
        assertThat(task.identity()).isEqualTo("{\"nums\":[3,3,8],\"target\":24}");
        assertThat(new CountdownTask(24, List.of(3L, 8L, 3L), Optional.empty()).identity())
                .isEqualTo(task.identity());
        assertThat(new CountdownTask(24, List.of(3L, 8L), Optional.empty()).identity())
                .isNotEqualTo(task.identity());
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the test's row is no JSON: " + text, e);
        }
    }
}

package dev.r3.verifiers.countdown;

import dev.r3.verifiers.countdown.ExpressionTree.Leaf;
import dev.r3.verifiers.countdown.ExpressionTree.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Completions as models write them and worse, each for a task that its expression mostly solves. */
final class AnswerCorpus {

    /** A task and what was answered to it. */
    record Answer(CountdownTask task, String completion) {}

    private AnswerCorpus() {}

    /** An endless stream that depends on the seed only. */
    static Stream<Answer> of(long seed) {
        return LongStream.iterate(0, i -> i + 1).mapToObj(i -> answer(new Random(seed * 1_000_003 + i)));
    }

    private static Answer answer(Random random) {
        ExpressionTree tree = random.nextInt(50) == 0 ? thereAndBack(random) : anyTree(random);
        List<Long> numbers = tree.numbers().collect(Collectors.toCollection(ArrayList::new));
        String text = random.nextBoolean() ? tree.text() : tree.text().replaceAll("[()]", "");
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            text = changed(text, random);
        }
        long target = target(text, tree, random);
        Collections.shuffle(numbers, random);
        CountdownTask task = new CountdownTask(target, numbers, Optional.empty());
        return new Answer(task, framed(withClaim(text, target, random), random));
    }

    private static ExpressionTree anyTree(Random random) {
        List<Long> numbers = LongStream.generate(() -> number(random))
                .limit(1 + random.nextInt(4))
                .boxed()
                .toList();
        return ExpressionTree.over(numbers, random);
    }

    /** A large number over a small one, times the small one: floats do not come back to where they started. */
    private static ExpressionTree thereAndBack(Random random) {
        Leaf large = new Leaf(1_000_000_000_000L + random.nextLong(1_000_000_000_000L));
        Leaf small = new Leaf(3 + random.nextLong(96));
        return new Operation('*', new Operation('/', large, small), small);
    }

    private static long number(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextLong(900_000_000_000_000_000L);
            case 1 -> random.nextLong(3_000_000);
            default -> random.nextLong(12);
        };
    }

    private static long target(String text, ExpressionTree tree, Random random) {
        return random.nextInt(3) == 0
                ? tree.wholeValue().orElse((long) random.nextInt(100))
                : PythonTarget.near(text, random);
    }

    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        String left = text.substring(0, at);
        String right = text.substring(at);
        return switch (random.nextInt(20)) {
            case 0 -> text.replace('*', '×').replace('/', '÷');
            case 1 -> text.replace('-', '−');
            case 2 -> text.replaceFirst("[-+*/]", "**");
            case 3 -> text.replaceFirst("[-+*/]", "//");
            case 4 -> text.replaceFirst("[-+*/]", ".");
            case 5 -> text.replaceFirst("[-+*/]", "");
            case 6 -> text.replaceFirst("[0-9]", "0$0");
            case 7 -> "+" + text;
            case 8 -> text.replaceFirst("[-*/]", "$0+");
            case 9 -> left + "\n" + right;
            case 10 -> left + " " + right;
            case 11 -> left + "\f" + right;
            case 12 -> "(".repeat(110) + text + ")".repeat(110);
            case 13 -> "(" + text + ")";
            case 14 ->
                left + List.of("x", "^", "(", ")", "1", ",", "\u00a0", "=", "π").get(random.nextInt(9)) + right;
            case 15 -> text.isEmpty() ? text : text.substring(0, text.length() - 1);
            case 16 -> "-" + text;
            case 17 -> text.replaceFirst("([0-9]+)(.*?)([0-9]+)", "$3$2$1");
            case 18 -> text.replaceFirst("[-+*/]", String.valueOf("+-*/".charAt(random.nextInt(4))));
            default -> text + ".";
        };
    }

    private static String withClaim(String text, long target, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> text + " = " + target;
            case 1 -> text + " = " + (target + 1);
            default -> text;
        };
    }

    private static String framed(String text, Random random) {
        String block = "<answer>" + text + "</answer>";
        return switch (random.nextInt(12)) {
            case 0 -> block + "\n";
            case 1 -> block + " That is it.";
            case 2 -> "<answer>I mean " + block;
            case 3 -> "<answer>1</answer> " + block;
            case 4 -> block + " <answer></answer>";
            case 5 -> "<answer>" + text;
            case 6 -> text;
            case 7 -> block + "</answer>";
            case 8 -> "</answer>" + block + "<answer>";
            case 9 -> "<answer>\n" + text + "\n</answer>";
            default -> "<think>Let me try.</think>\n" + block;
        };
    }
}

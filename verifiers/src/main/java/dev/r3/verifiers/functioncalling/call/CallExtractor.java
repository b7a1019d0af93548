package dev.r3.verifiers.functioncalling.call;

import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.Extraction.Broken;
import dev.r3.verifiers.functioncalling.call.Extraction.Found;
import dev.r3.verifiers.functioncalling.call.Extraction.Missing;
import java.util.List;

/**
 * Finds the calls in a completion. What a model thinks is no answer: reading begins behind the last {@code </think>}. Of
 * several formats the first of these counts, and all of its calls do:
 *
 * <ol>
 *   <li>the whole text is JSON or a bracketed Python list,
 *   <li>{@code <tool_call>} tags,
 *   <li>{@code <|python_tag|>},
 *   <li>Markdown fences.
 * </ol>
 */
public final class CallExtractor {

    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";

    /** What a turn ends with when special tokens are decoded too. */
    private static final List<String> TURN_ENDS =
            List.of("<|eom_id|>", "<|eot_id|>", "<|im_end|>", "<|end|>", "<|endoftext|>");

    /** A format that text may stand around. */
    private interface Format {
        void read(Cursor cursor, CallList calls);
    }

    private CallExtractor() {}

    /** Reads the calls of a completion; never throws. */
    public static Extraction extract(String completion, StepBudget budget) {
        if (completion.length() > Bounds.LENGTH) {
            return new Broken("the answer is longer than " + Bounds.LENGTH + " characters");
        }
        int thought = completion.lastIndexOf(THOUGHT);
        int start = thought < 0 ? 0 : thought + THOUGHT.length();
        try {
            Extraction extraction = read(completion, start, turnEnd(completion), budget);
            return isThinking(completion, start, extraction)
                    ? new Missing("the answer ends inside <think>")
                    : extraction;
        } catch (BrokenTextException e) {
            return new Broken(message(e));
        } catch (StepBudget.Exhausted e) {
            return new Broken(message(e));
        }
    }

    private static Extraction read(String text, int start, int end, StepBudget budget) {
        Cursor cursor = new Cursor(text, Math.min(start, end), end, budget);
        cursor.skipWhitespace();
        Missing missing = new Missing("no call is found");
        if (BareCalls.beginsWith(cursor.peek())) {
            int position = cursor.position();
            Extraction bare = read(new Cursor(text, position, end, budget), BareCalls::whole);
            if (bare instanceof Found) {
                return bare;
            }
            // Other formats may follow a bracket, and more text may bring them: this is not yet broken.
            missing = new Missing(bare instanceof Broken broken ? broken.reason() : ((Missing) bare).reason());
        }
        if (cursor.indexOf(ToolCallTags.OPEN, cursor.position()) >= 0) {
            return read(cursor, ToolCallTags::read);
        }
        if (cursor.indexOf(PythonTag.TAG, cursor.position()) >= 0) {
            return read(cursor, PythonTag::read);
        }
        if (cursor.indexOf(FencedCalls.FENCE, cursor.position()) >= 0) {
            return read(cursor, FencedCalls::read);
        }
        return missing;
    }

    private static Extraction read(Cursor cursor, Format format) {
        CallList calls = new CallList();
        try {
            format.read(cursor, calls);
        } catch (BrokenTextException e) {
            return switch (e.reason()) {
                case SYNTAX -> new Broken(message(e));
                case END -> new Missing(message(e));
                case BOUND -> throw e;
            };
        }
        return calls.isEmpty() ? new Missing("no call is found") : calls.found();
    }

    /** Where the text ends without white space and without the tokens that end a turn. */
    private static int turnEnd(String text) {
        int end = text.length();
        int before;
        do {
            before = end;
            while (end > 0 && Cursor.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            for (String token : TURN_ENDS) {
                if (text.startsWith(token, end - token.length())) {
                    end -= token.length();
                }
            }
        } while (end < before);
        return end;
    }

    /** Whether a thought is open at the end; the tag inside a call is an argument's text. */
    private static boolean isThinking(String text, int start, Extraction extraction) {
        if (extraction instanceof Broken) {
            return false;
        }
        int i = text.indexOf(THINK, start);
        while (i >= 0 && extraction instanceof Found found && found.endOfPartAt(i) > 0) {
            i = text.indexOf(THINK, found.endOfPartAt(i));
        }
        return i >= 0;
    }

    private static String message(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? "the answer can't be read" : message;
    }
}

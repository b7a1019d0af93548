package dev.r3.verifiers.functioncalling.call;

import dev.r3.verifiers.api.StepBudget;
import java.util.ArrayList;
import java.util.List;

/** Finds calls wherever they stand in a text, in prose too: objects as JSON, and {@code name(keyword=value)}. */
public final class CallsInText {

    private CallsInText() {}

    /**
     * All calls from left to right; what only begins like one is passed over.
     *
     * @throws StepBudget.Exhausted if reading takes more steps than the budget has
     */
    public static List<Call> find(String text, StepBudget budget) {
        List<Call> calls = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Cursor cursor = new Cursor(text, at, text.length(), budget);
            CallList here = new CallList();
            if (begins(text, at) && reads(cursor, here)) {
                calls.addAll(here.found().calls());
                at = cursor.position();
            } else {
                at++;
            }
        }
        return calls;
    }

    private static boolean begins(String text, int at) {
        boolean name = PythonCalls.isNameStart(text.charAt(at))
                && (at == 0 || (!PythonCalls.isNamePart(text.charAt(at - 1)) && text.charAt(at - 1) != '.'));
        return name || text.charAt(at) == '{';
    }

    private static boolean reads(Cursor cursor, CallList calls) {
        try {
            if (cursor.peek() == '{') {
                JsonCalls.one(cursor, calls);
            } else {
                calls.add(cursor, PythonCalls.call(cursor));
            }
            return true;
        } catch (BrokenTextException e) {
            return false;
        }
    }
}

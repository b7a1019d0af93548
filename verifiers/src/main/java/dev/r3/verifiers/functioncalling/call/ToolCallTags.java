package dev.r3.verifiers.functioncalling.call;

/** Calls in tags as Qwen and Hermes write them: {@code <tool_call>{"name": …, "arguments": …}</tool_call>}. */
final class ToolCallTags {

    static final String OPEN = "<tool_call>";
    static final String CLOSE = "</tool_call>";

    private ToolCallTags() {}

    /** Reads every tag from the cursor on; the text between them is ignored. */
    static void read(Cursor cursor, CallList calls) {
        for (int open = cursor.indexOf(OPEN, cursor.position());
                open >= 0;
                open = cursor.indexOf(OPEN, cursor.position())) {
            cursor.moveTo(open + OPEN.length());
            cursor.skipWhitespace();
            JsonCalls.read(cursor, calls);
            cursor.skipWhitespace();
            cursor.expect(CLOSE);
            calls.span(open, cursor.position());
        }
        if (cursor.endsWithin(OPEN, cursor.position())) {
            throw cursor.ended();
        }
    }
}

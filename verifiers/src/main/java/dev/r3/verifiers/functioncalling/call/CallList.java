package dev.r3.verifiers.functioncalling.call;

import java.util.ArrayList;
import java.util.List;

/** The calls of one answer as they are found, and where they stand. */
final class CallList {

    private final List<Call> calls = new ArrayList<>(4);
    private final List<Span> spans = new ArrayList<>(4);

    void add(Cursor cursor, Call call) {
        if (calls.size() == Bounds.CALLS) {
            throw cursor.beyond("has more than " + Bounds.CALLS + " calls");
        }
        calls.add(call);
    }

    /** Notes that a part of the answer stands between two indices. */
    void span(int start, int end) {
        spans.add(new Span(start, end));
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    Extraction.Found found() {
        return new Extraction.Found(calls, spans);
    }
}

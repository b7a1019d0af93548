package dev.r3.verifiers.functioncalling.call;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/** What reading the calls of a completion comes to. */
public sealed interface Extraction {

    /** One call or more. */
    final class Found implements Extraction {
        private final List<Call> calls;
        private final List<Span> spans;

        Found(List<Call> calls, List<Span> spans) {
            this.calls = List.copyOf(calls);
            this.spans = List.copyOf(spans);
        }

        public List<Call> calls() {
            return calls;
        }

        /** The parts of the completion that the calls were read from, tags and fences included, a line each. */
        public String text(String completion) {
            return spans.stream()
                    .map(span -> completion.substring(span.start(), span.end()))
                    .collect(Collectors.joining("\n"));
        }

        /** Where the part ends in which an index lies, or −1 if it lies in none. */
        int endOfPartAt(int index) {
            for (Span span : spans) {
                if (span.start() <= index && index < span.end()) {
                    return span.end();
                }
            }
            return -1;
        }
    }

    /** Something that is meant as a call is none, whatever followed. */
    record Broken(String reason) implements Extraction {
        public Broken {
            requireNonNull(reason, "reason is null");
        }
    }

    /** No call was found as far as the text goes: more of it might hold one. */
    record Missing(String reason) implements Extraction {
        public Missing {
            requireNonNull(reason, "reason is null");
        }
    }
}

package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Draw;
import dev.r3.model.decoder.DrawRule;
import dev.r3.model.decoder.KeyValueCache;
import dev.r3.model.decoder.RowExtension;
import dev.r3.model.decoder.RowStep;
import dev.r3.model.decoder.Trunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a generator: completions are written together, a token a step; finished ones leave, waiting ones join.
 * What joins when depends only on the order of the requests and on what is written.
 */
final class ContinuousBatch {
    private final Decoder decoder;
    private final KeyValueCache cache;
    private final RowTable table;
    private final TokenText text;
    private final Continuation continuation;
    private final TokenListener listener;
    private final Tally tally;
    private final ContextTree tree = new ContextTree();
    private final List<Writing> active = new ArrayList<>();

    ContinuousBatch(
            Decoder decoder,
            KeyValueCache cache,
            RowTable table,
            TokenText text,
            Continuation continuation,
            TokenListener listener,
            Tally tally) {
        this.decoder = decoder;
        this.cache = cache;
        this.table = table;
        this.text = text;
        this.continuation = continuation;
        this.listener = listener;
        this.tally = tally;
    }

    void run(Collection<GenerationRequest> requests) {
        tree.submit(requests);
        while (!tree.isEmpty() || !active.isEmpty()) {
            computeContexts();
            placePending();
            if (active.isEmpty()) {
                giveUpAnAnchor();
            } else {
                step();
            }
        }
    }

    // ---- contexts ----

    /** A context that got a row, and what makes the row hold it. */
    private record Opened(Context context, CachedRow row, RowExtension extension) {}

    /** Computes waiting contexts as long as there are rows for all that is written from them. */
    private void computeContexts() {
        int room = table.free()
                - tree.anchors().stream().mapToInt(Anchor::rowsNeeded).sum();
        List<Opened> opened = new ArrayList<>();
        for (Context context : tree.computable()) {
            Optional<Anchor> base = tree.base(context);
            boolean inherits = base.isPresent() && base.get().canBeInherited();
            if (!inherits && (room < 1 || table.free() == 0)) {
                break;
            }
            int requests = tree.requests(context).size();
            room -= requests + (requests > 1 ? 1 : 0) - (inherits ? 1 : 0);
            opened.add(open(context, base));
        }
        compute(opened);
    }

    private Opened open(Context context, Optional<Anchor> base) {
        int most = tree.requests(context).stream()
                .mapToInt(GenerationRequest::mostTokens)
                .max()
                .orElseThrow();
        table.requireTokens(most);
        CachedRow row;
        if (base.isEmpty()) {
            row = table.take();
        } else if (base.get().canBeInherited()) {
            row = base.get().row();
            tree.remove(base.get());
        } else {
            row = table.fork(base.get().row());
        }
        tree.leaveBase(context);
        base.ifPresent(this::releaseIfIdle);
        return new Opened(context, row, extension(context, row));
    }

    /** What is to be appended to a row so that it holds the context. */
    private RowExtension extension(Context context, CachedRow row) {
        // Scores come from a token going through the model: if all are there, the last goes again.
        int kept = Math.min(row.length(), context.length() - 1);
        int held = row.length();
        if (kept <= cache.firstContext() && context.length() > cache.firstContext()) {
            table.standAlone(row);
            kept = 0;
        }
        row.shortenTo(kept);
        tally.extend(held, kept, context.length());
        RowExtension extension =
                new RowExtension(row.index(), row.trunk(), kept, context.tokensFrom(kept), context.length());
        row.setLength(context.length());
        return extension;
    }

    /** Appends all but the last pieces of long contexts one by one, the last ones together. */
    private void compute(List<Opened> opened) {
        List<RowExtension> last = new ArrayList<>();
        for (Opened each : opened) {
            List<RowExtension> pieces = Extensions.pieces(each.extension());
            append(pieces.subList(0, pieces.size() - 1));
            last.add(pieces.get(pieces.size() - 1));
        }
        for (List<Integer> batch : Extensions.batches(last, cache.tokensPerRow())) {
            try (NDManager scope = decoder.newScope()) {
                NDArray logits =
                        cache.extend(scope, batch.stream().map(last::get).toList());
                begin(batch.stream().map(opened::get).toList(), logits);
            }
        }
    }

    private void append(List<RowExtension> pieces) {
        for (RowExtension piece : pieces) {
            try (NDManager scope = decoder.newScope()) {
                cache.extend(scope, List.of(piece));
            }
        }
    }

    /** Draws the first tokens of all that is written from computed contexts. logits: [contexts, V] */
    private void begin(List<Opened> computed, NDArray logits) {
        List<Writing> writings = new ArrayList<>();
        List<Anchor> owners = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < computed.size(); i++) {
            Context context = computed.get(i).context();
            List<GenerationRequest> requests = tree.requests(context);
            Anchor anchor = tree.computed(context, computed.get(i).row());
            for (GenerationRequest request : requests) {
                writings.add(new Writing(request, text));
                owners.add(anchor);
                rows.add(i);
            }
        }
        List<DrawRule> rules = writings.stream().map(Writing::nextRule).toList();
        List<Draw> draws =
                cache.draw(logits, rows.stream().mapToInt(Integer::intValue).toArray(), rules);
        for (int i = 0; i < draws.size(); i++) {
            Optional<Generation> generation = writings.get(i).add(draws.get(i));
            if (generation.isPresent()) {
                listener.drawn(writings.get(i).request(), draws.get(i));
                tree.submit(continuation.after(generation.get()));
            } else {
                owners.get(i).pending().add(writings.get(i));
            }
        }
        owners.stream().distinct().forEach(this::releaseIfIdle);
    }

    // ---- anchors ----

    /** Gives completions that wait at anchors rows of their own. */
    private void placePending() {
        for (Anchor anchor : tree.anchors()) {
            while (!anchor.pending().isEmpty() && (anchor.canBeInherited() || table.free() > 0)) {
                if (anchor.canBeInherited()) {
                    tree.remove(anchor);
                    place(anchor.pending().remove(), anchor.row());
                } else {
                    CachedRow row = table.fork(anchor.row());
                    tally.reuse(row.length());
                    place(anchor.pending().remove(), row);
                    releaseIfIdle(anchor);
                }
            }
        }
    }

    /** Only now is its first token told: what waits may be given up and drawn again. */
    private void place(Writing writing, CachedRow row) {
        listener.drawn(writing.request(), writing.last());
        writing.setRow(row);
        table.activate(row);
        active.add(writing);
    }

    private void releaseIfIdle(Anchor anchor) {
        if (anchor.isIdle() && tree.remove(anchor)) {
            table.release(anchor.row());
        }
    }

    /** Every row is held by a context that needs more of them: one goes on, and the newest is computed again later. */
    private void giveUpAnAnchor() {
        List<Anchor> anchors = tree.anchors();
        if (anchors.isEmpty() || table.free() > 0) {
            return;
        }
        Anchor newest = anchors.get(anchors.size() - 1);
        tally.giveUp(newest.row().length());
        Writing writing = newest.pending().poll();
        if (writing == null) {
            table.release(newest.row());
        } else {
            place(writing, newest.row());
        }
        tree.giveUp(newest);
    }

    // ---- steps ----

    /** One more token for each active row. */
    private void step() {
        List<RowStep> steps = new ArrayList<>();
        for (Writing writing : active) {
            CachedRow row = rowOf(writing);
            if (row.length() == cache.firstContext()) {
                turnAnew(writing);
            }
            steps.add(new RowStep(writing.last().token(), row.trunk(), row.length(), writing.nextRule()));
        }
        List<Draw> draws = cache.step(steps);
        tally.step(active.size());
        Map<Writing, Generation> finished = new LinkedHashMap<>();
        for (int i = 0; i < draws.size(); i++) {
            Writing writing = active.get(i);
            rowOf(writing).setLength(steps.get(i).length() + 1);
            listener.drawn(writing.request(), draws.get(i));
            writing.add(draws.get(i)).ifPresent(generation -> finished.put(writing, generation));
        }
        finished.forEach(this::finish);
    }

    /** A longrope model turns every key of a sequence otherwise once it outgrows the first context. */
    private void turnAnew(Writing writing) {
        CachedRow row = rowOf(writing);
        int[] sequence = writing.sequence();
        int length = row.length();
        int[] held = Arrays.copyOf(sequence, length);
        table.standAlone(row);
        append(Extensions.pieces(new RowExtension(row.index(), Trunk.NONE, 0, held, sequence.length)));
        row.setLength(length);
        tally.extend(length, 0, length);
    }

    private void finish(Writing writing, Generation generation) {
        CachedRow row = rowOf(writing);
        int last = active.size() - 1;
        active.set(row.index(), active.get(last));
        active.remove(last);
        table.deactivate(row);
        List<GenerationRequest> next = continuation.after(generation);
        if (next.stream().anyMatch(request -> request.context().descendsFrom(generation.context()))) {
            tree.anchor(generation.context(), row);
        } else {
            table.release(row);
        }
        tree.submit(next);
    }

    private static CachedRow rowOf(Writing writing) {
        return requireNonNull(writing.row(), "the completion has no row");
    }
}

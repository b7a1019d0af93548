package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of a run: those that wait to be computed, and the {@link Anchor}s that are. A waiting context goes on
 * from the nearest one above it that is an anchor or waits itself.
 */
final class ContextTree {
    private final Map<Context, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Context, Anchor> anchors = new LinkedHashMap<>();
    /** Waiting contexts that go on from an anchor: they come first, because they free memory. */
    private final Set<Context> ready = new LinkedHashSet<>();
    /** Waiting contexts with nothing above them. */
    private final Set<Context> fresh = new LinkedHashSet<>();

    /** A waiting context: what is to be written from it, and which contexts wait for it. */
    private static final class Waiting {
        final List<GenerationRequest> requests = new ArrayList<>();
        final Set<Context> heirs = new LinkedHashSet<>();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && anchors.isEmpty();
    }

    void submit(Collection<GenerationRequest> requests) {
        Set<Context> added = new LinkedHashSet<>();
        for (GenerationRequest request : requests) {
            Context context = request.context();
            if (!waiting.containsKey(context)) {
                waiting.put(context, new Waiting());
                added.add(context);
            }
            requireNonNull(waiting.get(context)).requests.add(request);
        }
        added.forEach(this::join);
    }

    private void join(Context context) {
        for (Context node = context; node != null; node = node.parent().orElse(null)) {
            Anchor anchor = anchors.get(node);
            if (anchor != null) {
                anchor.heirs().add(context);
                ready.add(context);
                return;
            }
            Waiting above = node == context ? null : waiting.get(node);
            if (above != null) {
                above.heirs.add(context);
                return;
            }
        }
        fresh.add(context);
    }

    /** The contexts that can be computed now, in their order. */
    List<Context> computable() {
        List<Context> contexts = new ArrayList<>(ready);
        contexts.addAll(fresh);
        return contexts;
    }

    /** What is to be written from a waiting context. */
    List<GenerationRequest> requests(Context context) {
        return requireNonNull(waiting.get(context)).requests;
    }

    /** The anchor that a waiting context goes on from. */
    Optional<Anchor> base(Context context) {
        if (!ready.contains(context)) {
            return Optional.empty();
        }
        @Nullable Context node = context;
        while (node != null && !anchors.containsKey(node)) {
            node = node.parent().orElse(null);
        }
        return Optional.ofNullable(node).map(anchors::get);
    }

    List<Anchor> anchors() {
        return List.copyOf(anchors.values());
    }

    /** A context has been computed, though nobody waited for itself. */
    Anchor anchor(Context context, CachedRow row) {
        Anchor anchor = new Anchor(context, row);
        anchors.put(context, anchor);
        return anchor;
    }

    /** A waiting context leaves its base, because it has a row of its own now. */
    void leaveBase(Context context) {
        base(context).ifPresent(anchor -> anchor.heirs().remove(context));
        ready.remove(context);
        fresh.remove(context);
    }

    /** A waiting context has been computed; those that waited for it can follow. */
    Anchor computed(Context context, CachedRow row) {
        Anchor anchor = anchor(context, row);
        Waiting was = requireNonNull(waiting.remove(context));
        anchor.heirs().addAll(was.heirs);
        ready.addAll(was.heirs);
        return anchor;
    }

    /** Forgets an anchor; whether it was one. */
    boolean remove(Anchor anchor) {
        return anchors.remove(anchor.context(), anchor);
    }

    /** Removes an anchor although it is needed; all that waits for it starts over. */
    void giveUp(Anchor anchor) {
        remove(anchor);
        List<GenerationRequest> again = new ArrayList<>();
        anchor.pending().forEach(writing -> again.add(writing.request()));
        for (Context heir : anchor.heirs()) {
            ready.remove(heir);
            again.addAll(requireNonNull(waiting.remove(heir)).requests);
        }
        submit(again);
    }
}

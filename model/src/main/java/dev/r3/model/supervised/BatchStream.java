package dev.r3.model.supervised;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The endless sequence of a corpus's batches, from any place in it: each epoch takes all records once, in an order of its
 * own. It depends on corpus, tokenizer and plan only; a stream that starts at another's cursor goes on as that one does.
 */
public final class BatchStream {
    private final Corpus corpus;
    private final DocumentEncoder encoder;
    private final BatchPlan plan;
    private BatchCursor cursor;
    private DocumentCounts counts = DocumentCounts.NONE;
    private long orderedEpoch = -1;
    private int[] order = new int[0];
    private BatchCursor loaded = new BatchCursor(Long.MAX_VALUE, 0, 0);
    private List<SupervisedBatch> window = List.of();

    /**
     * @param start the place of the first batch to give
     */
    public BatchStream(Corpus corpus, DocumentEncoder encoder, BatchPlan plan, BatchCursor start) {
        this.corpus = corpus;
        this.encoder = encoder;
        this.plan = plan;
        this.cursor = start;
        if (corpus.records() == 0) {
            throw new IllegalArgumentException("the corpus is empty");
        }
    }

    /** The place of the batch that {@link #next} gives. */
    public BatchCursor cursor() {
        return cursor;
    }

    /** What became of the documents that this stream has read, whole windows at a time. */
    public DocumentCounts counts() {
        return counts;
    }

    /**
     * The next batch.
     *
     * @throws InvalidCorpusException at the first record that can't be used
     * @throws IllegalStateException if no record of a whole epoch carries loss, or the start was of another corpus or plan
     */
    public SupervisedBatch next() throws IOException {
        load();
        SupervisedBatch batch = window.get(cursor.batch());
        int following = cursor.batch() + 1;
        cursor = following < window.size()
                ? new BatchCursor(cursor.epoch(), cursor.window(), following)
                : afterWindow(cursor);
        return batch;
    }

    /** Reads the cursor's window, or the next one that has batches. */
    private void load() throws IOException {
        for (long passed = 0; passed <= windows(); passed++) {
            if (!isLoaded()) {
                read(cursor);
            }
            if (cursor.batch() > 0 && cursor.batch() >= window.size()) {
                throw foreign(cursor, "the window's " + window.size() + " batches");
            }
            if (!window.isEmpty()) {
                return;
            }
            cursor = afterWindow(cursor);
        }
        throw new IllegalStateException("no record of the corpus carries loss");
    }

    private static IllegalStateException foreign(BatchCursor cursor, String beyond) {
        return new IllegalStateException(cursor + " is beyond " + beyond + ": it is of another corpus or plan");
    }

    private boolean isLoaded() {
        return loaded.epoch() == cursor.epoch() && loaded.window() == cursor.window();
    }

    private void read(BatchCursor place) throws IOException {
        if (place.window() >= windows()) {
            throw foreign(place, "the corpus's " + windows() + " windows");
        }
        if (orderedEpoch != place.epoch()) {
            order = ShuffledOrder.of(plan.seed(), "epoch/" + place.epoch(), corpus.records());
            orderedEpoch = place.epoch();
        }
        int first = Math.toIntExact(place.window() * plan.windowDocuments());
        int end = (int) Math.min(corpus.records(), (long) first + plan.windowDocuments());
        List<TrainingDocument> documents = new ArrayList<>();
        for (int i = first; i < end; i++) {
            TrainingDocument whole = corpus.document(order[i], encoder);
            TrainingDocument cut = whole.cutTo(plan.rowTokens());
            counts = counts.plus(whole, cut);
            if (cut.lossTokens() > 0) {
                documents.add(cut);
            }
        }
        window = WindowBatches.of(documents, plan, place.epoch() + "/" + place.window());
        loaded = place;
    }

    private BatchCursor afterWindow(BatchCursor place) {
        return place.window() + 1 < windows()
                ? new BatchCursor(place.epoch(), place.window() + 1, 0)
                : new BatchCursor(place.epoch() + 1, 0, 0);
    }

    private long windows() {
        return (corpus.records() + (long) plan.windowDocuments() - 1) / plan.windowDocuments();
    }
}

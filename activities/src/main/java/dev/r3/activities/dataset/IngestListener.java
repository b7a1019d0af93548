package dev.r3.activities.dataset;

/** Hears how far an ingestion is. What it throws ends the ingestion. */
@FunctionalInterface
public interface IngestListener {

    /**
     * Rows read so far.
     *
     * @param total 0 while unknown
     */
    void rowsRead(long read, long total);
}

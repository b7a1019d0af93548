package dev.r3.activities.dataset;

import java.util.OptionalLong;

/** Hears how far an ingestion is. */
public interface IngestListener {

    /** Hears nothing. */
    IngestListener SILENT = (rowsRead, rowsTotal) -> {};

    /**
     * Called about every 10,000 rows and between the later steps. What it throws cancels the ingestion: everything is
     * cleaned up, nothing is published, and the caller gets the exception.
     *
     * @param rowsTotal how many rows there are, where the file tells
     */
    void progressed(long rowsRead, OptionalLong rowsTotal);
}

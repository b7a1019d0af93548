package dev.r3.infra.spec;

import dev.r3.workflows.contract.Digest;

/** A model that a spec names. */
public sealed interface ResolvedModel permits ModelFolder, ServedModel {

    /** What tells it from others. */
    Digest digest();
}

package dev.r3.model.pretrain;

/**
 * A model that is made.
 *
 * @param parameters how many numbers its weights are
 * @param vocabulary of its tokenizer
 * @param corpusDigest SHA-256 of the corpus, 64 hex digits
 * @param loss mean over the last updates, in nats
 * @param seconds of all updates
 */
public record PretrainResult(
        long parameters,
        int vocabulary,
        String corpusDigest,
        int documents,
        long updates,
        long tokens,
        double loss,
        double seconds) {}

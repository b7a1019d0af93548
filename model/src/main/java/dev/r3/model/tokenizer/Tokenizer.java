package dev.r3.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokenizer in a checkpoint's folder: {@code tokenizer.json}, run by Hugging Face's own library. Nothing is ever
 * truncated or padded. Safe for use by several threads; holds native memory until it is closed.
 */
public final class Tokenizer implements AutoCloseable {

    static {
        // DJL reports its use to its makers unless told otherwise before its first class loads.
        if (System.getProperty("OPT_OUT_TRACKING") == null) {
            System.setProperty("OPT_OUT_TRACKING", "true");
        }
    }

    private static final Map<String, String> AS_IT_IS = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer library;
    private final Vocabulary vocabulary;
    private final SpecialTokens specialTokens;

    private Tokenizer(HuggingFaceTokenizer library, Vocabulary vocabulary, SpecialTokens specialTokens) {
        this.library = library;
        this.vocabulary = vocabulary;
        this.specialTokens = specialTokens;
    }

    /**
     * The tokenizer of the folder.
     *
     * @throws InvalidTokenizerException if a file holds something else than it must
     */
    public static Tokenizer open(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        HuggingFaceTokenizer library = load(file);
        try {
            Vocabulary vocabulary = Vocabulary.read(file);
            return new Tokenizer(library, vocabulary, new SpecialTokensReader(folder, vocabulary).read());
        } catch (IOException | RuntimeException invalid) {
            library.close();
            throw invalid;
        }
    }

    private static HuggingFaceTokenizer load(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return HuggingFaceTokenizer.newInstance(stream, AS_IT_IS);
        } catch (RuntimeException rejected) {
            // The native library has no type of its own for a file that it does not understand.
            throw new InvalidTokenizerException(file, "no tokenizer, " + rejected.getMessage(), rejected);
        }
    }

    /** The text as it is, without tokens around it; special tokens written in it count as such. */
    public Encoding encode(String text) {
        return encoded(text, false);
    }

    /** The text with the special tokens that the tokenizer puts around a text, such as its beginning. */
    public Encoding encodeWithSpecialTokens(String text) {
        return encoded(text, true);
    }

    private Encoding encoded(String text, boolean addsSpecialTokens) {
        InvalidTextException.check(text);
        var encoding = library.encode(text, addsSpecialTokens, false);
        long[] ids = encoding.getIds();
        String[] pieces = encoding.getTokens();
        CharSpan[] spans = encoding.getCharTokenSpans();
        List<TextToken> tokens = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            // A token that was put around the text covers nothing of it.
            int start = spans[i] == null ? 0 : spans[i].getStart();
            int end = spans[i] == null ? 0 : spans[i].getEnd();
            tokens.add(new TextToken(Math.toIntExact(ids[i]), pieces[i], start, end));
        }
        return new Encoding(tokens);
    }

    /** The text of the tokens, special ones included; ids beyond the vocabulary give nothing. */
    public String decode(int[] ids) {
        return decoded(ids, false);
    }

    /** The text of the tokens that are not special; ids beyond the vocabulary give nothing. */
    public String decodeWithoutSpecialTokens(int[] ids) {
        return decoded(ids, true);
    }

    private String decoded(int[] ids, boolean skipsSpecialTokens) {
        long[] wide = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0) {
                throw new IllegalArgumentException("the token id at " + i + " is negative: " + ids[i]);
            }
            wide[i] = ids[i];
        }
        return library.decode(wide, skipsSpecialTokens);
    }

    /** How many tokens the tokenizer knows, added ones included; the model's own vocabulary may be larger. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** The id of an entry of the vocabulary. */
    public OptionalInt id(String piece) {
        return vocabulary.id(piece);
    }

    public SpecialTokens specialTokens() {
        return specialTokens;
    }

    @Override
    public void close() {
        library.close();
    }
}

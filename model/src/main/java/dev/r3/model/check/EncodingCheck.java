package dev.r3.model.check;

import dev.r3.model.tokenizer.Encoding;
import dev.r3.model.tokenizer.SpecialToken;
import dev.r3.model.tokenizer.SpecialTokens;
import dev.r3.model.tokenizer.TextToken;
import dev.r3.model.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts to tokens and back. */
final class EncodingCheck {
    private final Tokenizer tokenizer;
    private final EqualTally specialTokens = new EqualTally("special tokens");
    private final EqualTally ids = new EqualTally("token ids");
    private final EqualTally plainIds = new EqualTally("token ids without special tokens");
    private final EqualTally pieces = new EqualTally("tokens");
    private final EqualTally offsets = new EqualTally("offsets");
    private final EqualTally decoded = new EqualTally("decoded texts");
    private final EqualTally decodedPlain = new EqualTally("decoded texts without special tokens");

    EncodingCheck(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Compares everything.
     *
     * @param modelVocabulary the embedding's rows, which may be more than the tokenizer's entries
     */
    List<CheckGroup> compare(ReferenceNode reference, int modelVocabulary, List<PromptReference> prompts) {
        compareSpecialTokens(reference, modelVocabulary);
        reference.at("encodings").elements().forEach(this::compareEncoding);
        prompts.forEach(this::comparePrompt);
        return Stream.of(specialTokens, ids, plainIds, pieces, offsets, decoded, decodedPlain)
                .map(EqualTally::result)
                .toList();
    }

    private void compareSpecialTokens(ReferenceNode reference, int modelVocabulary) {
        compareCount(reference.at("vocab_size_with_added"), tokenizer.vocabularySize());
        compareCount(reference.at("model_vocab_size"), modelVocabulary);
        SpecialTokens found = tokenizer.specialTokens();
        compareSpecialToken(reference, "bos_token", found.beginning());
        compareSpecialToken(reference, "eos_token", found.end());
        compareSpecialToken(reference, "pad_token", found.padding());
        compareSpecialToken(reference, "unk_token", found.unknown());
    }

    private void compareCount(ReferenceNode expected, int found) {
        specialTokens.compare(expected.place(), expected.natural(), found);
    }

    private void compareSpecialToken(ReferenceNode reference, String name, Optional<SpecialToken> found) {
        ReferenceNode texts = reference.at("special");
        ReferenceNode numbers = reference.at("special_ids");
        specialTokens.compare(
                texts.place() + "." + name,
                texts.find(name).map(ReferenceNode::text).orElse("none"),
                found.map(SpecialToken::text).orElse("none"));
        specialTokens.compare(
                numbers.place() + "." + name + "_id",
                numbers.find(name + "_id").map(ReferenceNode::natural).orElse(-1),
                found.map(SpecialToken::id).orElse(-1));
    }

    private void compareEncoding(ReferenceNode expected) {
        String text = expected.at("text").text();
        List<Integer> expectedIds = expected.at("ids").naturals();
        Encoding plain = tokenizer.encode(text);
        String place = expected.place();
        ids.compare(
                place,
                expectedIds,
                asList(tokenizer.encodeWithSpecialTokens(text).ids()));
        plainIds.compare(place, expected.at("ids_no_special").naturals(), asList(plain.ids()));
        pieces.compare(
                place,
                expected.at("tokens").texts(),
                plain.tokens().stream().map(TextToken::piece).toList());
        offsets.compare(
                place,
                expected.at("offsets_codepoints").elements().stream()
                        .map(ReferenceNode::naturals)
                        .toList(),
                plain.tokens().stream()
                        .map(token -> List.of(token.start(), token.end()))
                        .toList());
        int[] given = asArray(expectedIds);
        decoded.compare(place, expected.at("decode_keep_special").text(), tokenizer.decode(given));
        decodedPlain.compare(
                place, expected.at("decode_skip_special").text(), tokenizer.decodeWithoutSpecialTokens(given));
    }

    private void comparePrompt(PromptReference prompt) {
        prompt.text()
                .ifPresent(text -> ids.compare(
                        prompt.place(),
                        prompt.tokens(),
                        asList(tokenizer.encodeWithSpecialTokens(text).ids())));
        prompt.greedyText()
                .ifPresent(text -> decoded.compare(prompt.place() + ".greedy48_text", text, decode(prompt.greedy())));
    }

    /** The model may give ids that the tokenizer has no entry for; the reference leaves them out. */
    private String decode(List<Integer> tokens) {
        return tokenizer.decode(asArray(tokens.stream()
                .filter(token -> token < tokenizer.vocabularySize())
                .toList()));
    }

    private static List<Integer> asList(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static int[] asArray(List<Integer> ids) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }
}

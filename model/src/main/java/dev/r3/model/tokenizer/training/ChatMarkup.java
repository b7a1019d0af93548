package dev.r3.model.tokenizer.training;

/** ChatML. */
final class ChatMarkup {
    static final String END_OF_TEXT = "<|endoftext|>";
    static final String TURN = "<|im_start|>";
    static final String END_OF_TURN = "<|im_end|>";

    /** Writes the messages as they are; unlike Qwen's, it adds no system message. */
    static final String TEMPLATE = "{%- for message in messages %}"
            + "{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
            + "{%- endfor %}"
            + "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}";

    private ChatMarkup() {}
}

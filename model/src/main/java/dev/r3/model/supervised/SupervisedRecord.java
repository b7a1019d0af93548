package dev.r3.model.supervised;

/** What one line of a corpus holds. */
public sealed interface SupervisedRecord permits PlainText, PromptCompletion, Conversation {}

package dev.r3.workflows.contract.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what a spec gives as one text, or else as keys and values. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TextOrKeys {

    /** The record of one text. */
    Class<? extends Record> text();

    /** The record whose components carry {@link Setting}. */
    Class<? extends Record> keys();
}

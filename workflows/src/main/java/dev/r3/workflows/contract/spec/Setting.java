package dev.r3.workflows.contract.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key of the spec: for the reader, the JSON Schema and the error messages alike. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** The default of a key that must be given. */
    String REQUIRED = "\0required";

    /** One sentence for people, with the unit where there is one. */
    String value();

    /** The YAML text that stands when the key is left out. */
    String byDefault() default REQUIRED;
}

/** What workflows, activities and the command line say to each other: records, interfaces and failure types. */
@NullMarked
package dev.r3.workflows.contract;

import org.jspecify.annotations.NullMarked;

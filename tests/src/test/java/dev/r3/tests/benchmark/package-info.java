/** JMH benchmarks, run by {@code -Pbenchmark} only. The measured figures stand in the README of what they measure. */
@NullMarked
package dev.r3.tests.benchmark;

import org.jspecify.annotations.NullMarked;

/** Time series in tables: {@link dev.rondo.series.Windows} on them, scalers fitted on their training part, the steps of time. */
@NullMarked
package dev.rondo.series;

import org.jspecify.annotations.NullMarked;

/** From files and tables to sequences: vocabularies, texts and their splits, public data sets. Plain Java, no engine. */
@NullMarked
package dev.rondo.data;

import org.jspecify.annotations.NullMarked;

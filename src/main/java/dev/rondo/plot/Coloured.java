package dev.rondo.plot;

/** What shows values as colours, with their scale beside it. */
sealed interface Coloured extends Content permits HeatMap, ColouredText {
    Colouring colouring();

    /** The same values in other colours. */
    Coloured withColouring(Colouring colouring);
}

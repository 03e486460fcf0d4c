package dev.rondo.task;

import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A translator's weights at work in plain Java. It changes nothing in itself: threads may share it.
 *
 * @param net encoder and decoder
 * @param output scores what comes next
 * @param sources the vectors of the source's symbols, (symbols, size)
 * @param targets the vectors of the target's symbols, (symbols, size)
 * @param begin what is read before the first symbol
 * @param end the symbol that ends a target
 */
record TranslationSearch(CellEncoderDecoder net, Linear output, Tensor sources, Tensor targets, int begin, int end) {

    /**
     * Looks for the targets that score best.
     *
     * @param source the symbols of the source
     * @param how how to look
     * @param spoken which symbols may be chosen; the end always may
     * @return complete targets, the best first, as many as the beam is wide or fewer
     */
    List<SymbolSearch.Path> best(int[] source, BeamSearch how, boolean[] spoken) {
        float[][] x = Arrays.stream(source)
                .mapToObj(id -> SymbolSearch.vector(sources, id))
                .toArray(float[][]::new);
        SymbolSearch search = new SymbolSearch(net.decoder(), output, targets, begin, end);
        return search.best(net.encode(x), how.limit(source.length), how, spoken);
    }
}

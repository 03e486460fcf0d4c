package dev.rondo.data;

import com.huaban.analysis.jieba.JiebaSegmenter;
import com.huaban.analysis.jieba.SegToken;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts Chinese text into words by jieba-analysis. */
final class ChineseWords {
    private static final JiebaSegmenter SEGMENTER = load();

    private ChineseWords() {}

    /** Reads the dictionary, which prints how long it took; what other threads print meanwhile is let through. */
    private static JiebaSegmenter load() {
        PrintStream out = System.out;
        Thread loading = Thread.currentThread();
        PrintStream silent = new PrintStream(new OtherThreads(out, loading), true);
        System.setOut(silent);
        try {
            JiebaSegmenter segmenter = new JiebaSegmenter();
            List<SegToken> unused = segmenter.process("天气", JiebaSegmenter.SegMode.SEARCH); // loads the rest
            return segmenter;
        } finally {
            if (System.out == silent) {
                System.setOut(out);
            }
        }
    }

    /** Returns the words as they are written, and each mark; blanks are left out. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (SegToken token : SEGMENTER.process(text, JiebaSegmenter.SegMode.SEARCH)) {
            int to = token.endOffset; // its own words are in lower case
            boolean within = to < text.length()
                    && Character.isLowSurrogate(text.charAt(to))
                    && Character.isHighSurrogate(text.charAt(to - 1));
            if (!within) {
                String word = text.substring(from, to);
                if (!Tokenizer.isBlank(word)) {
                    words.add(word);
                }
                from = to;
            }
        }
        return words;
    }

    private static final class OtherThreads extends OutputStream {
        private final PrintStream out;
        private final Thread silenced;

        OtherThreads(PrintStream out, Thread silenced) {
            this.out = out;
            this.silenced = silenced;
        }

        @Override
        public void write(int value) {
            if (Thread.currentThread() != silenced) {
                out.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (Thread.currentThread() != silenced) {
                out.write(bytes, from, length);
            }
        }

        @Override
        public void flush() {
            out.flush();
        }
    }
}

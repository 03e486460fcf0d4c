package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'',''",
                "' \t\n x', x",
                "'// a\n// b\nx', x",
                "'/* a\n b */x // c', x // c",
                "'/* a *//* b */ x', x",
                "'/*/ a */x', x",
                "'// a',''",
                "'/* a */',''",
                "'/** a */ x', /** a */ x",
                "'/* a', /* a",
                "/ x,/ x"
            })
    void blanksAndCommentsAreSkipped(String code, String rest) {
        assertEquals(rest.strip(), code.substring(Source.skipBlank(code, 0)).strip());
    }

    @Test
    void skippingBeginsWhereItIsTold() {
        assertEquals(5, Source.skipBlank("// a x", 5));
        assertEquals(4, Source.skipBlank("a   x", 1));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%time x,0,true",
                "%%time,0,true",
                "  %jars a,2,true",
                "'x;\n\t%maven a:b:1',4,true",
                "%größe,0,true",
                "x % y,2,false",
                "x %time y,2,false",
                "% y,0,false",
                "%,0,false",
                "%%,0,false",
                "%5,0,false",
                "%%%time,0,false",
                "x,0,false"
            })
    void aMagicBeginsALineWithAPercentSignAndALetter(String code, int at, boolean expected) {
        assertEquals(expected, Source.isMagic(code, at));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 3", "4, 3"})
    void linesAreCountedFromOne(int at, int line) {
        assertEquals(line, Source.line("a\n\nb", at));
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "2, 2", "3, 5", "5, 5"})
    void aLineEndsBeforeItsBreakOrWithTheCode(int from, int end) {
        assertEquals(end, Source.endOfLine("ab\ncd", from));
    }

    @Test
    void magicsGiveWayToBlanks() {
        assertEquals(
                "int x = 7 % y;\n            \n      f();\n       \n g();",
                Source.withoutMagics("int x = 7 % y;\n  %jars a*.b\n%time f();\n %%time\n g();"));
    }
}

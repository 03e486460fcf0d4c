package dev.rondo.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The shares of a text to train and to validate on.
 *
 * @param train the share to train on
 * @param validation the share to validate on; the rest is for testing
 */
record Split(double train, double validation) {
    /** Reads two numbers with a comma between them. */
    static final class Converter implements ITypeConverter<Split> {
        @Override
        public Split convert(String value) {
            try {
                String[] shares = value.split(",", -1);
                if (shares.length == 2) {
                    return new Split(Double.parseDouble(shares[0]), Double.parseDouble(shares[1]));
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("'" + value + "' is not two numbers with a comma, such as 0.9,0.1");
        }
    }
}

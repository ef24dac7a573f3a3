package org.ringdown.config;

/**
 * A port to listen on, or off.
 *
 * @param number 0 is any free one, -1 is off
 * @param fixed whether another one would be wrong; a default port of dev mode gives way when it is taken
 */
public record Port(int number, boolean fixed) {
    public static final Port OFF = new Port(-1, true);

    public Port {
        if (number < -1 || number > 65535) throw new IllegalArgumentException("port " + number);
    }

    public static Port fixed(int number) {
        return new Port(number, true);
    }

    public boolean isOff() {
        return number == -1;
    }

    @Override
    public String toString() {
        return isOff() ? "off" : Integer.toString(number);
    }
}

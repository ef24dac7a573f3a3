package org.ringdown.rtmp.amf;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A value of AMF 0 or AMF 3; a tree, since circles are refused. */
public sealed interface AmfValue {
    AmfValue NULL = new Null();
    AmfValue UNDEFINED = new Undefined();

    /** AMF 3's integers are numbers too. */
    record Num(double value) implements AmfValue {}

    record Bool(boolean value) implements AmfValue {}

    record Text(String value) implements AmfValue {}

    record Null() implements AmfValue {}

    record Undefined() implements AmfValue {}

    /** Names and values in order. The class name is what the sender calls it, empty for most; nothing follows from it. */
    record Obj(String className, Map<String, AmfValue> fields) implements AmfValue {
        public Obj {
            fields = ordered(fields);
        }
    }

    /** An array with names (ECMA array); numbers are names like others. */
    record EcmaArray(Map<String, AmfValue> fields) implements AmfValue {
        public EcmaArray {
            fields = ordered(fields);
        }
    }

    record StrictArray(List<AmfValue> values) implements AmfValue {
        public StrictArray {
            values = List.copyOf(values);
        }
    }

    /** Milliseconds since 1970 in UTC; the time zone that AMF 0 reserves is not used (§2.13). */
    record Date(double millis) implements AmfValue {}

    /** AMF 3's ByteArray; read-only. */
    record Bytes(ByteBuffer value) implements AmfValue {}

    static AmfValue of(double number) {
        return new Num(number);
    }

    static AmfValue of(String text) {
        return new Text(text);
    }

    static AmfValue of(boolean bool) {
        return new Bool(bool);
    }

    static AmfValue of(Map<String, AmfValue> fields) {
        return new Obj("", fields);
    }

    /** The number, if it is one. */
    default OptionalDouble number() {
        return this instanceof Num(double value)
                ? OptionalDouble.of(value)
                : OptionalDouble.empty();
    }

    /** The text, if it is one. */
    default Optional<String> text() {
        return this instanceof Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /** The truth, if it is one. */
    default Optional<Boolean> bool() {
        return this instanceof Bool(boolean value) ? Optional.of(value) : Optional.empty();
    }

    /** What is under a name, if this has names and that one. */
    default Optional<AmfValue> get(String name) {
        return switch (this) {
            case Obj(_, var fields) -> Optional.ofNullable(fields.get(name));
            case EcmaArray(var fields) -> Optional.ofNullable(fields.get(name));
            default -> Optional.empty();
        };
    }

    private static Map<String, AmfValue> ordered(Map<String, AmfValue> fields) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}

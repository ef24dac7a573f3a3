package org.ringdown.route;

import java.util.Optional;

/**
 * How numbers are dialled here, so that routes see them in the form of E.164, "+49301234".
 *
 * @param country the code of numbers that are dialled without one: "49"
 * @param international what is dialled before a country's code: "00"
 * @param national what is dialled before an area's code: "0"; empty where numbers have none
 */
public record Numbers(String country, String international, Optional<String> national) {

    /** A number of another form, such as an extension, stays as it is. */
    public String normal(String dialled) {
        if (!dialled.chars().allMatch(c -> c >= '0' && c <= '9')) return dialled;
        if (dialled.startsWith(international) && dialled.length() > international.length() + 3)
            return "+" + dialled.substring(international.length());
        return national.filter(prefix ->
                        dialled.startsWith(prefix) && dialled.length() > prefix.length() + 3)
                .map(prefix -> "+" + country + dialled.substring(prefix.length()))
                .orElse(dialled);
    }
}

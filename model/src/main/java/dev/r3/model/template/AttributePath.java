package dev.r3.model.template;

/** An attribute named in a string, as {@code map(attribute='function.name')} takes it. */
final class AttributePath {

    private AttributePath() {}

    static Value follow(Value value, String path) {
        Value found = value;
        for (String part : Strings.split(path, ".", -1)) {
            boolean isIndex =
                    !part.isEmpty() && part.length() < 10 && part.chars().allMatch(Character::isDigit);
            found = Attributes.item(found, isIndex ? WholeNumber.of(Long.parseLong(part)) : new Text(part));
        }
        return found;
    }
}

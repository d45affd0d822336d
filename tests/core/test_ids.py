import re

from saidanddone.core.ids import ALPHABET, LENGTH, PATTERN, PublicIdConverter, new_public_id


def test_a_public_id_is_ten_letters_and_digits_that_read_out_well():
    made = {new_public_id() for _ in range(500)}

    assert len(made) == 500
    assert all(len(each) == LENGTH and set(each) <= set(ALPHABET) for each in made)
    assert not set("ilou") & set(ALPHABET)


def test_the_url_takes_only_what_could_be_a_public_id():
    assert re.fullmatch(PATTERN, new_public_id())
    assert not re.fullmatch(PATTERN, "7K3M9QX2PD")
    assert not re.fullmatch(PATTERN, "7k3m9qx2p")


def test_the_converter_changes_nothing():
    converter = PublicIdConverter()

    assert converter.to_url(converter.to_python("7k3m9qx2pd")) == "7k3m9qx2pd"

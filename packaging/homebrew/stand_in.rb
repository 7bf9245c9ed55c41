# Reads a formula and installs it as Homebrew does: fetches, compares the checksum, unpacks, calls `install` in the unpacked
# folder, links what it installed below the prefix, and runs the formula's test. Only the parts of the DSL that
# provision.rb uses are here; anything else ends with an error.
#
#   ruby stand_in.rb FORMULA PREFIX

require "digest"
require "fileutils"
require "pathname"
require "tmpdir"

# A folder into which a formula installs.
class Pathname
  def install(*sources)
    mkpath
    sources.flatten.each { |source| FileUtils.cp_r(source, self) }
  end
end

class Formula
  FIELDS = %i[desc homepage url version sha256 license].freeze

  class << self
    FIELDS.each { |field| define_method(field) { |value = nil| value ? (facts[field] = value) : facts[field] } }

    def facts = @facts ||= {}

    def depends_on(_what) = nil

    def test(&block) = @test = block

    def the_test = @test
  end

  attr_reader :prefix

  def initialize(prefix) = @prefix = Pathname(prefix)

  def version = self.class.version

  def bin = prefix/"bin"
  def man1 = prefix/"share/man/man1"
  def bash_completion = prefix/"etc/bash_completion.d"
  def zsh_completion = prefix/"share/zsh/site-functions"
  def fish_completion = prefix/"share/fish/vendor_completions.d"
  def pkgshare = prefix/"share/provision"
  def doc = prefix/"share/doc/provision"

  def shell_output(command)
    output = `#{command}`
    raise "#{command} failed" unless $?.success?

    output
  end

  def assert_match(expected, text) = text.include?(expected) || raise("#{expected} is not in #{text}")

  def assert_path_exists(path) = path.exist? || raise("#{path} is missing")
end

def unpacked(formula)
  Dir.mktmpdir do |folder|
    archive = File.join(folder, "archive.tar.gz")
    system("curl", "-fsSL", "-o", archive, formula.url, exception: true)
    found = Digest::SHA256.file(archive).hexdigest
    raise "the checksum is #{found}, and the formula has #{formula.sha256}" unless found == formula.sha256

    system("tar", "-xzf", archive, "-C", folder, exception: true)
    # Homebrew enters the only folder of an archive.
    Dir.chdir(Dir[File.join(folder, "*/")].fetch(0)) { yield }
  end
end

def link(keg, prefix)
  keg.glob("**/*").reject(&:directory?).each do |file|
    place = prefix/file.relative_path_from(keg)
    place.dirname.mkpath
    FileUtils.ln_sf(file, place)
  end
end

file, prefix = ARGV
load file
facts = Provision
keg = Pathname(prefix)/"Cellar/provision"/facts.version
formula = facts.new(keg)
unpacked(facts) { formula.install }
link(keg, Pathname(prefix))
formula.instance_eval(&facts.the_test)
puts "installed #{keg}"
